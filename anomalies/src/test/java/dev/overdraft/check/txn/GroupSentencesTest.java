package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a single read of a group shows, word by word, and by which transactions alone. */
class GroupSentencesTest {

  private static void says(String sentence, String... lines) {
    List<Finding> findings = Txns.judge(Model.VERSIONED, lines).findings();
    assertEquals(List.of(sentence), findings.stream().map(Finding::sentence).toList());
  }

  @Test
  void rowsThatHadToBeThere() {
    says(
        "Row not found on group 3: T0 read group 3 = [], without row 1, every version of which is"
            + " in that group",
        "opening: 1 in 3",
        "0 p0 0-9 ok: g 3",
        "1 p1 20-29 ok: w 1 1 in 3");
    says(
        "Own write not seen on group 3: T0 read group 3 = [], without row 1, though just before, T0"
            + " wrote row 1 = version 1, in group 3",
        "0 p0 0-9 ok: w 1 1 in 3; g 3");
  }

  @Test
  void rowsOfAnotherGroup() {
    says(
        "Garbage read on group 3: T0 read group 3 = [1], and with it version 0 of row 1: which was"
            + " not in it as it was before everything",
        "opening: 1 in 4",
        "0 p0 0-9 ok: g 3 1.0@-");
    says(
        "Garbage read on group 3: T1 read group 3 = [1@1], and with it version 1 of row 1: T0 wrote"
            + " row 1 = version 1, in group 4",
        "0 p0 0-9 ok: w 1 1 in 4",
        "1 p0 10-19 ok: g 3 1.1@0");
  }

  @Test
  void rowsTakenOutForNothing() {
    says(
        "Dirty read on group 3: T0 read group 3 = [], without row 1; but T1 wrote row 1 = version"
            + " 1, in no group, and failed",
        "opening: 1 in 3",
        "0 p0 0-9 ok: g 3",
        "1 p1 0-9 fail: w 1 1 gone");
    says(
        "Intermediate read on group 3: T0 read group 3 = [], without row 1; but T1 wrote row 1 ="
            + " version 1, in group 4, and then put it there before it committed",
        "opening: 1 in 3",
        "0 p0 0-9 ok: g 3",
        "1 p1 0-9 ok: w 1 1 in 4; w 1 2 in 3");
  }

  @Test
  void moreRowsThanEight_areCutAndCounted() {
    String opening = "opening: 1 in 3; 2 in 3; 3 in 3; 4 in 3; 5 in 3; 6 in 3; 7 in 3; 8 in 3";
    String read = "0 p0 10-19 ok: g 3 1.0@- 2.0@- 3.0@- 4.0@- 5.0@- 6.0@- 7.0@- 8.0@-";
    assertEquals(
        "read group 3 [1 2 3 4 5 6 7 8]",
        new Words(Txns.of(Model.VERSIONED, opening, read)).txn(0));
    assertEquals(
        "read group 3 [1 2 3 4 5 6 7 8 …] (9 rows)",
        new Words(Txns.of(Model.VERSIONED, opening + "; 9 in 3", read + " 9.0@-")).txn(0));
  }

  private static List<String> alone(String... lines) {
    TxnHistory history = Txns.of(Model.VERSIONED, lines);
    Finding finding = Judge.judge(history, Options.DEFAULT).findings().get(0);
    Optional<TxnHistory> alone = Judge.evidence(history, finding, Options.DEFAULT);
    return Txns.text(alone.orElseThrow()).lines().toList();
  }

  /** The row that was not found is needed, and no other. */
  @Test
  void alone_rowNotFound_isThereAndOthersAreNot() {
    assertEquals(
        List.of("T0 p0 0-9 ok: read group 3 []"),
        alone(
            "opening: 1 in 3; 4 in 5",
            "0 p0 0-9 ok: g 3",
            "1 p1 20-29 ok: w 2 1 in 5",
            "2 p2 20-29 ok: g 5 4.0@-"));
  }

  /** Who wrote the versions in between is needed; what else they did is not. */
  @Test
  void alone_readSkewOverAPredicate_keepsWhoWroteTheRows() {
    assertEquals(
        List.of(
            "T0 p0 0-9 ok: write row 1 version 1, in group 3",
            "T1 p1 10-19 ok: write row 1 version 2, in no group",
            "T2 p2 20-29 ok: write row 1 version 3, in group 3, write row 2 version 1, in group 4",
            "T3 p3 20-29 ok: read group 3 [], read group 4 [2@1]"),
        alone(
            "0 p0 0-9 ok: w 1 1 in 3; w 8 1 in 9",
            "1 p1 10-19 ok: w 1 2 gone; g 9 8.1@0",
            "2 p2 20-29 ok: w 1 3 in 3; w 2 1 in 4",
            "3 p3 20-29 ok: g 3; g 4 2.1@2",
            "4 p4 20-29 ok: w 7 1 in 9"));
  }
}
