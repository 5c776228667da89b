package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a statement's text does not show is learned from the lock table: nothing is missed. */
class FootprintsIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));
  private static final String ROWS =
      "insert into account values (1, 100), (2, 100); insert into total values (1, 200)";
  @RegisterExtension static final Database database = Database.postgres();
  private Explorer explorer;

  @BeforeEach
  void prepare() throws SQLException {
    explorer = database.explorer(Isolation.READ_COMMITTED);
    explorer.execute(
        "create table account (id int primary key, balance int not null)",
        "create table total (id int primary key, cents int not null)",
        "create table note (id int primary key, text text)");
  }

  @AfterEach
  void tidy() throws SQLException {
    explorer.close();
  }

  @Test
  void explore_triggerThatUpdatesASharedRow_asEnumeration() throws Exception {
    explorer.execute(
        "create function add_up() returns trigger language plpgsql as $$ begin"
            + " update total set cents = (select cents from total where id = 1)"
            + " + new.balance - old.balance where id = 1; return new; end $$",
        "create trigger add_up after update on account for each row execute function add_up()");
    Exploration reduced =
        asEnumeration(
            Scenario.named("trigger")
                .given(ROWS)
                .actor(
                    "alice",
                    () ->
                        run(
                            "insert into note (id, text) values (1, 'alice')",
                            "update account set balance = balance - 30 where id = 1"))
                .actor(
                    "bob",
                    () ->
                        run(
                            "insert into note (id, text) values (2, 'bob')",
                            "update account set balance = balance - 10 where id = 2"))
                .invariant("sum", "select sum(balance) = (select cents from total) from account"));

    assertThat(reduced.verdict()).isEqualTo(Exploration.Verdict.FAILS);
  }

  @Test
  void explore_viewOverAnUpdatedTable_asEnumeration() throws Exception {
    explorer.execute(
        "create view solvent as select id from account where balance > 50",
        "create view twice as select id from solvent");
    asEnumeration(
        Scenario.named("view")
            .given(ROWS)
            .actor(
                "alice",
                () ->
                    run(
                        "insert into note values (1, 'alice')",
                        "update total set cents = (select count(*) from twice) where id = 1"))
            .actor(
                "bob",
                () ->
                    run(
                        "insert into note values (2, 'bob')",
                        "update account set balance = 0 where id = 2"))
            .serialEquivalence());
  }

  @Test
  void explore_deleteThatCascadesTwice_asEnumeration() throws Exception {
    explorer.execute(
        "create table invoice (id int primary key, account int"
            + " references account on delete cascade)",
        "create table line (id int primary key, invoice int not null"
            + " references invoice on delete cascade, cents int not null)");
    asEnumeration(
        Scenario.named("cascade")
            .given(ROWS, "insert into invoice values (1, 1)", "insert into line values (1, 1, 5)")
            .actor("alice", () -> run("delete from account where id = 1"))
            .actor(
                "bob",
                () ->
                    run(
                        "insert into note values (2, 'bob')",
                        "update line set cents = 7 where id = 1",
                        "update total set cents = (select count(*) from line) where id = 1"))
            .serialEquivalence());
  }

  @Test
  void explore_functionThatWrites_asEnumeration() throws Exception {
    explorer.execute(
        "create function pay(who int, cents int) returns int language sql as"
            + " $$ update account set balance = balance - cents where id = who and balance >= cents"
            + " returning balance $$",
        "create function remark(n int, words text) returns void language sql as"
            + " $$ insert into note values (n, words) $$");
    Exploration reduced =
        asEnumeration(
            Scenario.named("function")
                .given(ROWS)
                .actor("alice", () -> run("select remark(1, 'a')", "select pay(1, 80)"))
                .actor("bob", () -> run("insert into total values (2, 0)", "select pay(1, 50)"))
                .serialEquivalence());

    assertThat(reduced.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
  }

  @Test
  void explore_functionsOnDifferentTables_nothingToExplore() throws Exception {
    explorer.execute(
        "create function remark(n int, words text) returns void language sql as"
            + " $$ insert into note values (n, words) $$",
        "create function pay(who int, cents int) returns int language sql as"
            + " $$ update account set balance = balance - cents where id = who"
            + " returning balance $$");

    Exploration exploration =
        explorer.explore(
            Scenario.named("apart")
                .given(ROWS)
                .actor("alice", () -> run("select remark(1, 'a')", "select remark(3, 'c')"))
                .actor("bob", () -> run("select pay(1, 50)", "select pay(2, 50)"))
                .serialEquivalence(),
            BUDGET);

    assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.INCONCLUSIVE);
    assertThat(exploration.coverage().remark()).contains("no two steps");
  }

  @Test
  void explore_functionThatTakesAnAdvisoryLock_everythingStaysDependent() throws Exception {
    explorer.execute(
        "create function turn(n int) returns void language sql as"
            + " $$ select pg_advisory_xact_lock(n) $$");

    Exploration exploration =
        explorer.explore(
            Scenario.named("advisory")
                .given(ROWS)
                .actor("alice", () -> run("select turn(1)", "insert into note values (1, 'a')"))
                .actor("bob", () -> run("select turn(1)", "insert into note values (2, 'b')"))
                .serialEquivalence(),
            BUDGET);

    assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(exploration.coverage().classes()).isGreaterThan(1);
  }

  private Exploration asEnumeration(Scenario scenario) throws Exception {
    Exploration reduced = explorer.explore(scenario, BUDGET);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());

    assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
    assertThat(reduced.verdict()).isEqualTo(all.verdict());
    assertThat(reduced.coverage().schedules()).isLessThan(all.coverage().schedules());
    return reduced;
  }

  /** One transaction. */
  private void run(String... statements) throws SQLException {
    DataSource dataSource = explorer.dataSource();
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
      connection.commit();
    }
  }
}
