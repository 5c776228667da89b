package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a few operations did, in the order in which answers arrived. */
class LanesTest {

  private static final History HISTORY =
      Story.of(100, 100)
          .transfer(
              1,
              1,
              2,
              30,
              at(10, 20),
              reads(1, 0, 100),
              writes(1, 1, 70),
              reads(2, 0, 100),
              writes(2, 1, 130))
          .withdraw(2, 1, 900, at(5, 30), reads(1, 0, 100), fails("insufficient funds"))
          .closed();

  private static final List<Execution> BOTH =
      List.of(HISTORY.execution(1).orElseThrow(), HISTORY.execution(2).orElseThrow());

  private static List<String> steps(long... accounts) {
    Set<Long> some = new TreeSet<>();
    for (long account : accounts) {
      some.add(account);
    }
    return Lanes.steps(BOTH, some).stream()
        .map(s -> s.nanos() + " " + s.operationId() + " " + s.kind() + ": " + s.text())
        .toList();
  }

  @Test
  void steps_ofOneAccount_areThereInTheOrderOfTime() {
    assertEquals(
        List.of(
            "5 2 invoke: " + BOTH.get(1).operation(),
            "6 2 read: account 1 revision 0 holds 100",
            "10 1 invoke: " + BOTH.get(0).operation(),
            "11 1 read: account 1 revision 0 holds 100",
            "12 1 write: account 1 revision 1 holds 70",
            "20 1 ok: ok",
            "30 2 fail: fail: insufficient funds"),
        steps(1));
  }

  @Test
  void steps_ofNoAccount_areQuestionsAndAnswers() {
    assertEquals(
        List.of(
            "5 2 invoke: " + BOTH.get(1).operation(),
            "10 1 invoke: " + BOTH.get(0).operation(),
            "20 1 ok: ok",
            "30 2 fail: fail: insufficient funds"),
        steps());
  }

  @Test
  void culprits_areWhoTheyAreAndWhen() {
    List<Witness.Culprit> culprits = Lanes.culprits(BOTH);
    assertEquals(List.of(1L, 2L), culprits.stream().map(Witness.Culprit::operationId).toList());
    assertEquals(List.of("ok", "fail"), culprits.stream().map(Witness.Culprit::outcome).toList());
  }
}
