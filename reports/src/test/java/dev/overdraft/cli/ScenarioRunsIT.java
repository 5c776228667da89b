package dev.overdraft.cli;

import static dev.overdraft.history.Isolation.READ_COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.step.Actor;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Chapter;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Sql;
import dev.overdraft.scenarios.Variant;
import dev.overdraft.scenarios.Where;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What 'explore scenarios' leaves out on an engine of which not everything is stated. */
class ScenarioRunsIT {

  private static final List<Scenarios.Named> ALL =
      Scenarios.all().stream().map(ap -> new Scenarios.Named(ap, Variant.BROKEN, false)).toList();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Engine engine;
  private SchemaLease lease;

  @BeforeEach
  void start() {
    engine = Engines.start("h2", Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), SchemaLease.DEFAULT_NAME);
  }

  @AfterEach
  void stop() {
    lease.close();
    engine.close();
  }

  private ScenarioRuns runs() {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new ScenarioRuns(out, engine.target(), lease, null, false, Optional.empty());
  }

  @Test
  void stated_someAreNot_theyAreNamed() throws SQLException {
    assertThat(runs().stated(ALL)).hasSize(ALL.size() - 5);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("left out on H2", "ap-07-", "ap-08-", "ap-10-", "ap-28-", "ap-37-")
        .doesNotContain("ap-12-");
  }

  @Test
  void stated_allAre_nothingIsSaid() throws SQLException {
    List<Scenarios.Named> two = ALL.subList(0, 2);
    assertThat(runs().stated(two)).isEqualTo(two);
    assertThat(printed.size()).isZero();
  }

  @Test
  void explore_levelAtWhichNothingIsStated_concludesNothing() {
    Ran ran =
        Ran.overdraft("explore", "scenarios", "--engine", "h2", "--isolation", "read-uncommitted");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out())
        .contains("at read uncommitted", "ap-01-", "ap-45-", "Name one to see what it does");
  }

  /**
   * Whose actors are stuck for good: in an explorer of its own, the fix is explored all the same.
   */
  @Test
  void explore_brokenOneStuckInTheJvm_theFixIsExploredToo() throws Exception {
    AntiPattern stuck =
        AntiPattern.of(100, "monitors", ScenarioRunsIT.class, Chapter.ORDER)
            .title("Monitors in either order")
            .story("Each holds what the other one wants.")
            .breaks(Rule.PROGRESS)
            .breaksOn("H2", Where.Basis.MEASURED, READ_COMMITTED)
            .fix("Leave it to the locks on rows, taken in one order.")
            .see("JLS 17.1")
            .tables("create table account (id int primary key, balance int not null)")
            .staged(ScenarioRunsIT::crossing, ScenarioRunsIT::inOneOrder);

    int code =
        runs()
            .explore(
                new Scenarios.Named(stuck, Variant.BROKEN, false),
                Budget.of(Duration.ofSeconds(30)));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains(
            "deadlock through the JVM", "as expected: the broken code", "as expected: the fix");
    assertThat(code).isEqualTo(ExitCode.AS_EXPECTED);
  }

  private static Scenario crossing(Setting on) {
    var one = new Object();
    var two = new Object();
    return transfers(
        () -> transfer(on.dataSource(), one, 1, two, 2),
        () -> transfer(on.dataSource(), two, 2, one, 1));
  }

  private static Scenario inOneOrder(Setting on) {
    Actor.Work work = () -> transfer(on.dataSource(), new Object(), 1, new Object(), 2);
    return transfers(work, work);
  }

  private static Scenario transfers(Actor.Work alice, Actor.Work bob) {
    return Scenario.named("transfers")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", alice)
        .actor("bob", bob)
        .invariant("no money is made or lost", "select sum(balance) = 200 from account");
  }

  private static int transfer(DataSource bank, Object outer, int from, Object inner, int to)
      throws SQLException {
    synchronized (outer) {
      return Sql.inTransaction(
          bank,
          sql -> {
            sql.update("update account set balance = balance - 10 where id = ?", from);
            synchronized (inner) {
              return sql.update("update account set balance = balance + 10 where id = ?", to);
            }
          });
    }
  }
}
