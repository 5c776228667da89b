package dev.overdraft.strategies.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.history.Operation;
import dev.overdraft.storm.Threads;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.embedded.core.ExecutableProvider;

/** The queue and its consumer on a real Redis, without a database. */
class RedisIT {

  private static final Operation FIRST = new Operation.Deposit(1, 1, 10);
  private static final Operation SECOND = new Operation.Withdraw(2, 1, 10);

  @BeforeAll
  static void requireRedis() {
    Optional<String> missing = RedisAtHand.missing();
    assumeTrue(missing.isEmpty(), () -> "skipped: " + missing);
  }

  private static Surroundings surroundings() {
    DataSource none = new org.postgresql.ds.PGSimpleDataSource();
    return Threads.around(none);
  }

  private static Set<Path> unpacked() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("overdraft-redis-"))
          .collect(Collectors.toSet());
    }
  }

  private static Set<Long> servers() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("redis-server"))
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  @Test
  void close_own_leavesNeitherProcessNorFile() throws Exception {
    Set<Path> filesBefore = unpacked();
    Set<Long> serversBefore = servers();
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(redis.url()).startsWith("redis://127.0.0.1:");
      assertThat(unpacked()).hasSize(filesBefore.size() + 1);
      assertThat(servers()).hasSize(serversBefore.size() + 1);
    }
    assertThat(unpacked()).isEqualTo(filesBefore);
    assertThat(servers()).isEqualTo(serversBefore);
  }

  @Test
  void start_killedJvmLeftOneBehind_isSweptAway() throws Exception {
    Process gone =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
            .start();
    gone.waitFor();
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Path left = Files.createTempDirectory(temporary, "overdraft-redis-" + gone.pid() + "-");
    File program = ExecutableProvider.newJarResourceProvider(left.toFile()).get();
    Process server =
        new ProcessBuilder(program.getPath(), "--port", "0", "--save", "")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (LocalRedis redis = LocalRedis.start()) {
      assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(left).doesNotExist();
      assertThat(redis.url()).isNotEmpty();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void open_urlNamed_usesThatOneAndLeavesItRunningAndAsItWas() throws Exception {
    try (LocalRedis theirs = LocalRedis.start();
        RedisClient owner = RedisClient.create(URI.create(theirs.url()))) {
      owner.rpush("overdraft", "first", "second");
      System.setProperty(RedisAtHand.PROPERTY, theirs.url());
      try {
        Set<Long> running = servers();
        try (RedisQueue queue = RedisQueue.open()) {
          assertThat(servers()).isEqualTo(running);
          queue.push(FIRST);
        }
        assertThat(owner.keys("*")).containsExactly("overdraft");
        assertThat(owner.lrange("overdraft", 0, -1)).containsExactly("first", "second");
      } finally {
        System.clearProperty(RedisAtHand.PROPERTY);
      }
    }
  }

  @Test
  void take_untilCrossedOff_isLeftForTheNext() throws Exception {
    try (RedisQueue queue = RedisQueue.open()) {
      queue.push(FIRST);
      queue.push(SECOND);
      assertThat(queue.take()).contains(FIRST);
      assertThat(queue.take()).contains(SECOND);
      assertThat(queue.take()).isEmpty();
      assertThat(queue.left()).containsExactly(FIRST, SECOND);
      queue.crossOff(FIRST);
      assertThat(queue.left()).containsExactly(SECOND);
    }
  }

  @Test
  void pop_isGone() throws Exception {
    try (RedisQueue queue = RedisQueue.open()) {
      queue.push(FIRST);
      assertThat(queue.pop()).contains(FIRST);
      assertThat(queue.left()).isEmpty();
      assertThat(queue.pop()).isEmpty();
    }
  }

  @Test
  void consumer_diesAfterThePop_successorGetsTheMessageOfTakeButNotOfPop() throws Exception {
    assertThat(deliveries(true)).containsExactly(FIRST, FIRST, SECOND);
    assertThat(deliveries(false)).containsExactly(FIRST, SECOND);
  }

  /** Two messages, at the first of which the consumer dies once. */
  private static List<Operation> deliveries(boolean take) throws Exception {
    List<Operation> seen = new ArrayList<>();
    try (RedisQueue queue = RedisQueue.open()) {
      queue.push(FIRST);
      queue.push(SECOND);
      try (var consumer = new Consumer(surroundings(), queue)) {
        consumer.start(
            take ? queue::take : queue::pop,
            operation -> {
              seen.add(operation);
              if (seen.size() == 1) {
                throw new Crash("after the pop");
              }
              queue.answer(operation, Messages.answer(Receipt.done()));
              queue.crossOff(operation);
            });
        assertThat(queue.await(SECOND)).isEqualTo(Receipt.done());
      }
    }
    return seen;
  }

  @Test
  void consumer_poison_crossedOffAndItsCallerGetsTheError() throws Exception {
    List<Operation> seen = new ArrayList<>();
    try (RedisQueue queue = RedisQueue.open()) {
      queue.push(FIRST);
      queue.push(SECOND);
      try (var consumer = new Consumer(surroundings(), queue)) {
        consumer.start(
            queue::take,
            operation -> {
              seen.add(operation);
              if (operation.equals(FIRST)) {
                throw new SQLException("no such table", "42P01");
              }
              queue.answer(operation, Messages.answer(Receipt.done()));
              queue.crossOff(operation);
            });
        assertThatThrownBy(() -> queue.await(FIRST))
            .isInstanceOf(SQLException.class)
            .hasMessage("no such table");
        assertThat(queue.await(SECOND)).isEqualTo(Receipt.done());
      }
      assertThat(queue.left()).isEmpty();
    }
    assertThat(seen).containsExactly(FIRST, FIRST, FIRST, SECOND);
  }
}
