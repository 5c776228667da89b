package dev.overdraft.check.polygraph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What follows from clauses as one literal after the other becomes false. */
class ClausesTest {

  private final Clauses clauses = new Clauses();
  private final BitSet falsified = new BitSet();
  private final List<Integer> concluded = new ArrayList<>();
  private boolean goesOn = true;

  private Optional<int[]> falsify(int literal) {
    falsified.set(literal);
    return clauses.falsified(
        literal,
        falsified::get,
        other -> falsified.get(other ^ 1),
        clause -> {
          concluded.add(clause[0]);
          return goesOn;
        });
  }

  @Test
  void lastLiteralLeft_follows() {
    clauses.add(new int[] {0, 2, 4});
    assertEquals(Optional.empty(), falsify(0));
    assertEquals(List.of(), concluded);
    assertEquals(Optional.empty(), falsify(2));
    assertEquals(List.of(4), concluded);
  }

  @Test
  void eitherOfTwo_followsFromTheOther() {
    clauses.add(new int[] {0, 2});
    falsify(2);
    assertEquals(List.of(0), concluded);
    clauses.add(new int[] {4, 6});
    falsify(4);
    assertEquals(List.of(0, 6), concluded);
  }

  @Test
  void fourLiterals_inAnyOrder_leaveTheLast() {
    clauses.add(new int[] {0, 2, 4, 6});
    falsify(0);
    falsify(4);
    assertEquals(List.of(), concluded);
    falsify(2);
    assertEquals(List.of(6), concluded);
  }

  @Test
  void noLiteralLeft_isBroken() {
    clauses.add(new int[] {0, 2});
    falsified.set(2);
    assertArrayEquals(new int[] {2, 0}, falsify(0).orElseThrow());
    assertEquals(List.of(), concluded);
  }

  @Test
  void trueLiteral_leavesNothingToConclude() {
    clauses.add(new int[] {0, 2});
    falsified.set(3);
    assertEquals(Optional.empty(), falsify(0));
    assertEquals(List.of(), concluded);
  }

  @Test
  void severalClauses_eachIsLookedAtUntilOneCannotBe() {
    clauses.add(new int[] {0, 2});
    clauses.add(new int[] {0, 4, 6});
    clauses.add(new int[] {0, 8});
    falsify(0);
    assertEquals(List.of(2, 8), concluded);
    clauses.add(new int[] {10, 12});
    clauses.add(new int[] {10, 14});
    goesOn = false;
    assertEquals(Optional.empty(), falsify(10));
    assertEquals(List.of(2, 8, 12), concluded);
  }
}
