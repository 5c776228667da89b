package dev.overdraft.explore.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.explore.oracle.Errors;
import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportsTest {

  private static final String READ = "select balance from account where id = ?";
  private static final String WRITE = "update account set balance = ? where id = ?";
  private static final Step A1 = step(0, 0, Step.Kind.STATEMENT, READ, "1");
  private static final Step A2 = step(0, 1, Step.Kind.STATEMENT, WRITE, "20", "1");
  private static final Step A3 = step(0, 2, Step.Kind.COMMIT, "");
  private static final Step B1 = step(1, 0, Step.Kind.STATEMENT, READ, "1");
  private static final Step B2 = step(1, 1, Step.Kind.STATEMENT, WRITE, "20", "1");
  private static final Step B3 = step(1, 2, Step.Kind.COMMIT, "");

  private static Step step(int actor, int ordinal, Step.Kind kind, String sql, String... binds) {
    return new Step(
        actor,
        ordinal,
        kind,
        sql,
        List.of(binds),
        100 + actor,
        0,
        Isolation.READ_COMMITTED,
        ordinal == 0,
        false,
        "");
  }

  private static Run lostUpdate() {
    Answer hundred = new Answer.Rows(List.of(List.of("100")), 1);
    return new Run(
        List.of("alice", "bob"),
        List.of(
            new Decision(List.of(A1, B1), 0),
            new Decision(List.of(A2, B1), 1),
            new Decision(List.of(A2, B2), 0),
            new Decision(List.of(A3, B2), 1),
            new Decision(List.of(A3), 0),
            new Decision(List.of(B3), 1)),
        List.of(
            new Moment(Moment.Kind.RAN, 0, A1, hundred, List.of()),
            new Moment(Moment.Kind.RAN, 1, B1, hundred, List.of()),
            new Moment(Moment.Kind.RAN, 2, A2, new Answer.Count(1), List.of()),
            new Moment(Moment.Kind.WAITS, 3, B2, new Answer.Missing(), List.of(0)),
            new Moment(Moment.Kind.RAN, 4, A3, new Answer.Done(), List.of()),
            new Moment(Moment.Kind.WOKE, 4, B2, new Answer.Count(1), List.of()),
            new Moment(Moment.Kind.RAN, 5, B3, new Answer.Done(), List.of())),
        List.of(new Ending.Returned("true"), new Ending.Returned("true")),
        Optional.empty());
  }

  private static Exports exports(String... given) {
    Run run = lostUpdate();
    var witness =
        new Witness(
            "two-withdrawals",
            "lost update",
            new Failure(Failure.Kind.NOT_SERIAL, "rows are those of no serial order"),
            run,
            Map.of("account", List.of("id=1 balance=100")),
            new Outcome(Map.of("account", List.of("id=1 balance=20")), List.of("a", "b")),
            Map.of(),
            new ReplayToken("two-withdrawals", List.of(0, 1, 0, 1), Map.of(), "9f3c"),
            3,
            3);
    return new Exports(
        witness,
        List.of("create table account (id int primary key, balance int not null)"),
        List.of(given),
        List.of(
            new Invariant.Sql("not negative", "select count(*) = 0 from account where balance < 0"),
            new Invariant.Code("audited", connection -> true)),
        Errors.STANDARD.allow("23505").retried("40P01").retried("40001"),
        true);
  }

  private static Exports exports() {
    return exports("insert into account values (1, 100)");
  }

  @Test
  void consoles_lostUpdate_stepsInOrderAndWhoWaits() {
    assertThat(exports().consoles().lines().skip(1))
        .containsExactly(
            """
            -- One console per name; the steps in this order.

            -- before, in any console
            create table account (id int primary key, balance int not null);
            insert into account values (1, 100);

            -- 1. console alice
            begin isolation level read committed;
            select balance from account where id = 1;
            -- (100)

            -- 2. console bob
            begin isolation level read committed;
            select balance from account where id = 1;
            -- (100)

            -- 3. console alice
            update account set balance = 20 where id = 1;
            -- 1 row

            -- 4. console bob
            update account set balance = 20 where id = 1;
            -- waits for alice: go on

            -- 5. console alice
            commit;
            -- now console bob has the answer of step 4: 1 row

            -- 6. console bob
            commit;
            """
                .lines()
                .toArray(String[]::new));
  }

  @Test
  void isolationSpec_lostUpdate_oneSessionPerConnectionAndOnePermutation() {
    assertThat(exports().isolationSpec().lines().skip(2))
        .containsExactly(
            """
            setup
            {
              create table account (id int primary key, balance int not null);
              insert into account values (1, 100);
            }

            session "alice"
            step "alice_step1" { begin isolation level read committed; \
            select balance from account where id = 1; }
            step "alice_step2" { update account set balance = 20 where id = 1; }
            step "alice_step3" { commit; }

            session "bob"
            step "bob_step1" { begin isolation level read committed; \
            select balance from account where id = 1; }
            step "bob_step2" { update account set balance = 20 where id = 1; }
            step "bob_step3" { commit; }

            permutation "alice_step1" "bob_step1" "alice_step2" "bob_step2" "alice_step3" \
            "bob_step3"
            """
                .lines()
                .toArray(String[]::new));
  }

  @Test
  void isolationSpec_braceInSql_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> exports("insert into note values ('{}')").isolationSpec());
  }

  @Test
  void junit_lostUpdate_replaysTheToken() {
    String source = exports().junit(JUnitCode.calling(Map.of("alice", "wallet.withdraw(1, 80)")));

    assertThat(source)
        .contains(
            """
            @ExtendWith(Overdraft.class)
            class TwoWithdrawalsRace {

              @Interleavings(isolation = Isolation.READ_COMMITTED, \
            replay = "two-withdrawals:A1B1A1B1:9f3c")
              void twoWithdrawals(Race race) throws Exception {
                race
                    .schema(
                        "create table account (id int primary key, balance int not null)");
                race
                    .given(
                        "insert into account values (1, 100)")
                    .actor("alice", () -> wallet.withdraw(1, 80))
                    .actor("bob", () -> { // call your code on race.dataSource()
                      // select balance from account where id = 1
                      // update account set balance = 20 where id = 1
                      // commit
                    })
                    .invariant("not negative", "select count(*) = 0 from account where balance < 0")
                    // the invariant "audited" is code
                    .mayFail("23505")
                    .mustRetry("40001")
                    .mustRetry("40P01")
                    .serialEquivalence();
              }
            }
            """);
  }
}
