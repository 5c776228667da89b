package dev.overdraft.strategies.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.strategies.NotHere;
import dev.overdraft.strategies.Strategies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that is named and is none. */
class RedisAtHandTest {

  private int port;

  @BeforeEach
  void nameAPortAtWhichNobodyListens() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    System.setProperty(RedisAtHand.PROPERTY, "redis://me:secret@127.0.0.1:" + port);
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty(RedisAtHand.PROPERTY);
  }

  @Test
  void missing_nobodyListens_aSentenceWithoutThePassword() {
    assertThat(RedisAtHand.missing())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .startsWith("no Redis 6.2 or later answers at redis://***@127.0.0.1:" + port)
                    .doesNotContain("secret"));
    assertThatThrownBy(RedisAtHand::open).isInstanceOf(IOException.class);
  }

  @Test
  void missing_noUrlAtAll_aSentence() {
    System.setProperty(RedisAtHand.PROPERTY, "not a url");
    assertThat(RedisAtHand.missing())
        .hasValueSatisfying(why -> assertThat(why).contains("answers at not a url"));
  }

  @Test
  void reason_thoseOfRedisAreNotHere_othersAre() {
    assertThat(
            Strategies.all().stream().filter(s -> NotHere.reason(s).isPresent()).map(s -> s.name()))
        .containsExactly(
            "single-writer-queue-redis", "queue-redis-at-most-once", "queue-redis-at-least-once");
  }
}
