package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnginesTest {

  @Test
  void start_unknownChoice_listsTheChoices() {
    assertThatThrownBy(() -> Engines.start("postgres", Optional.empty(), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "'postgres'", "embedded", "mariadb", "testcontainers", "jdbc:mariadb:");
  }

  @Test
  void start_embeddedWithAPassword_refuses() {
    assertThatThrownBy(() -> Engines.start("embedded", Optional.empty(), Optional.of("s3cret")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void start_nobodyListens_saysSoWithoutThePassword() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://127.0.0.1:%d/db?password=s3cret".formatted(port);
    assertThatThrownBy(() -> Engines.start(url, Optional.of("u"), Optional.of("s3cret")))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("no PostgreSQL answers at jdbc:postgresql://127.0.0.1:" + port)
        .hasMessageNotContaining("s3cret");
  }
}
