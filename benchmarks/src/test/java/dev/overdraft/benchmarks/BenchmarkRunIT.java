package dev.overdraft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.check.Scorecard;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.recording.Recording;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.strategies.ClassPath;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.strategies.jdbc.AtomicUpdate;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankLoad;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark in a fork of its own, on a real server; whether the figures are good is not a test's
 * affair.
 */
class BenchmarkRunIT {

  private static Engine engine;
  private static SchemaLease lease;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @Test
  void measure_compareAndSwapOnAHotRow_commitsAndRetries() throws Exception {
    lease.recreate();
    var profile = new BenchmarkRun.Profile(4, 2, 0, 2, 300);
    var run =
        new BenchmarkRun(
            engine.target(),
            "overdraft",
            new ClassPath(List.of()),
            directory.resolve("jmh.log"),
            profile);
    Scorecard.Cost cost =
        run.measure(
            Strategies.byName("compare-and-swap").orElseThrow(),
            Isolation.READ_COMMITTED,
            Contention.HOT);
    assertThat(cost.committedPerSecond()).isPositive();
    assertThat(cost.retriesPerCommit()).isPositive();
    assertThat(cost.contention()).isEqualTo("hot");
    Path file = directory.resolve("jmh.json");
    run.write(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get(0).path("params").path("strategy").asText()).isEqualTo("compare-and-swap");
    assertThat(json.get(0).path("secondaryMetrics").has("committed")).isTrue();
  }

  @Test
  void recordingCost_oneRoundAndTheRecorderAlone_loseNothing() throws Exception {
    RecordingCost.Round round =
        new RecordingCost(engine.target(), lease, 2, 300).measure(directory);
    assertThat(round.storm()).isPositive();
    assertThat(round.sameSql()).isPositive();
    assertThat(round.plainSql()).isPositive();
    assertThat(RecordingCost.eventsPerSecond(directory, 2, 5_000)).isPositive();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void recordedSql_besideARecordedConnection_isLetterForLetterWhatIsSent() throws Exception {
    lease.recreate();
    DataSource plain = engine.target().unpooled(Isolation.READ_COMMITTED, "overdraft");
    new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
    List<String> sent = new ArrayList<>();
    var recording = new Recording(System.nanoTime(), 0);
    var transfer = new Operation.Transfer(1, 1, 2, 10);
    try (Bank bank = new AtomicUpdate(recording.watch(spied(plain, sent)))) {
      recording.begin(transfer);
      assertThat(bank.transfer(transfer).accepted()).isTrue();
    }
    assertThat(sent).isEqualTo(RecordedSql.OF_A_TRANSFER);
  }

  /** Notes the text of every statement that is prepared. */
  private static DataSource spied(DataSource source, List<String> sent) {
    return proxy(
        DataSource.class,
        (p, method, args) -> {
          Connection connection = (Connection) method.invoke(source, args);
          return proxy(
              Connection.class,
              (q, called, given) -> {
                if (called.getName().equals("prepareStatement")) {
                  sent.add((String) given[0]);
                }
                return called.invoke(connection, given);
              });
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
