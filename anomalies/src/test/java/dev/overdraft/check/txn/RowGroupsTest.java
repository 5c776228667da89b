package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a read of group 3 that did not return row 1 can have seen of it. */
class RowGroupsTest {

  private record Case(Versions versions, RowGroups groups, int row) {

    static Case of(String... lines) {
      TxnHistory history = Txns.of(Model.VERSIONED, lines);
      Versions versions = RowVersions.of(history, new Sightings());
      int row =
          IntStream.range(0, history.keys())
              .filter(key -> history.keyName(key).equals("1"))
              .findFirst()
              .orElseThrow();
      return new Case(versions, new RowGroups(versions, new Numbering(history)), row);
    }

    /** By the transaction with that number, the last of the lines in which it reads the group. */
    String absence(int txn) {
      TxnHistory history = versions.history;
      int read = history.firstOp(txn);
      while (history.micro(read) != Micro.READ_GROUP) {
        read++;
      }
      RowGroups.Absence absence = groups.absence(txn, read, row);
      return absence.certainty()
          + (absence.left() < 0 ? "" : " left " + versions.author[absence.left()])
          + (absence.entered() < 0 ? "" : " entered " + versions.author[absence.entered()]);
    }
  }

  private static void assertAbsence(String expected, int txn, String... lines) {
    assertEquals(expected, Case.of(lines).absence(txn));
  }

  @Test
  void outsideOnce_isKnown() {
    assertAbsence("KNOWN entered 0", 1, "0 p0 0-9 ok: w 1 1 in 3", "1 p1 0-9 ok: g 3");
    assertAbsence(
        "KNOWN left 0", 1, "opening: 1 in 3", "0 p0 0-9 ok: w 1 1 gone", "1 p1 0-9 ok: g 3");
    assertAbsence(
        "KNOWN left 0 entered 2",
        3,
        "opening: 1 in 3",
        "0 p0 0-9 ok: w 1 1 gone",
        "1 p1 0-9 ok: w 1 2 in 4",
        "2 p2 0-9 ok: w 1 3 in 3",
        "3 p3 0-9 ok: g 3");
  }

  @Test
  void outsideTwice_isAmbiguous() {
    assertAbsence(
        "AMBIGUOUS", 2, "0 p0 0-9 ok: w 1 1 in 3", "1 p1 0-9 ok: w 1 2 gone", "2 p2 0-9 ok: g 3");
  }

  @Test
  void neverOutside_isImpossible() {
    assertAbsence(
        "IMPOSSIBLE", 0, "opening: 1 in 3", "0 p0 0-9 ok: g 3", "1 p1 0-9 ok: w 1 1 in 3");
  }

  /** Somebody read a version that nobody recorded: it may be in any group. */
  @Test
  void versionThatNobodyWrote_isAmbiguous() {
    assertAbsence(
        "AMBIGUOUS", 2, "0 p0 0-9 ok: w 1 1 in 3", "1 p1 0-9 ok: g 3 1.2@9", "2 p2 0-9 ok: g 3");
  }

  /** Somebody read a version that was never there: that says nothing of who did not. */
  @Test
  void versionThatFailed_isNone() {
    assertAbsence(
        "KNOWN entered 0",
        3,
        "0 p0 0-9 ok: w 1 1 in 3",
        "1 p1 0-9 fail: w 1 2 gone",
        "2 p2 0-9 ok: g 3 1.2@1",
        "3 p3 0-9 ok: g 3");
  }

  @Test
  void itsOwn_isWhatItSaw() {
    assertAbsence("OWN", 0, "0 p0 0-9 ok: w 1 1 in 3; g 3");
    assertAbsence("KNOWN", 0, "0 p0 0-9 ok: w 1 1 gone; g 3");
    assertAbsence("AMBIGUOUS", 0, "0 p0 0-9 ok: w 1 1 gone; g 3; w 1 2 in 3");
  }

  /** The next version in the group counts, past others and not past one that nobody knows. */
  @Test
  void itsOwn_thenEntered() {
    String own = "0 p0 0-9 ok: w 1 1 gone; g 3";
    assertAbsence("KNOWN entered 1", 0, own, "1 p1 0-9 ok: w 1 2 in 3");
    assertAbsence("KNOWN entered 2", 0, own, "1 p1 0-9 ok: w 1 2 in 5", "2 p2 0-9 ok: w 1 3 in 3");
    assertAbsence("KNOWN", 0, own, "1 p1 0-9 ok: w 1 3 in 3");
    assertAbsence(
        "KNOWN entered 2",
        0,
        own,
        "1 p1 0-9 ok: w 1 2 in 3; w 1 3 gone",
        "2 p2 0-9 ok: w 1 4 in 3");
  }

  /** Two of unknown outcome can have taken it out; one alone must have. */
  @Test
  void unknownOutcomes() {
    assertAbsence(
        "AMBIGUOUS",
        2,
        "opening: 1 in 3",
        "0 p0 0-9 info: w 1 1 gone",
        "1 p1 0-9 info: w 1 2 gone",
        "2 p2 20-29 ok: g 3");
    assertAbsence(
        "KNOWN left 0", 1, "opening: 1 in 3", "0 p0 0-9 info: w 1 1 gone", "1 p1 20-29 ok: g 3");
  }

  /** Whoever is known to have taken effect may have taken it out, or have found it gone. */
  @Test
  void versionWithoutNumber_isAmbiguous() {
    String[] lines = {
      "opening: 1 in 3",
      "0 p0 0-9 info: w 1 ? gone; w 2 1 in 4",
      "1 p1 20-29 ok: g 4 2.1@0",
      "2 p2 20-29 ok: g 3"
    };
    assertAbsence("AMBIGUOUS", 2, lines);
    lines[2] = "1 p1 20-29 ok: g 4";
    assertAbsence("AMBIGUOUS", 2, lines);
    lines[3] = "2 p2 20-29 ok: g 3; w 1 1 gone";
    assertAbsence("AMBIGUOUS", 2, lines);
  }

  /** Its number is somebody else's: it had no effect. */
  @Test
  void unknownOutcome_whoseVersionAnotherWrote_isNone() {
    Case taken =
        Case.of(
            "opening: 1 in 3",
            "0 p0 0-9 info: w 1 1 gone",
            "1 p1 0-9 ok: w 1 1 in 3",
            "2 p2 20-29 ok: g 3",
            "3 p3 0-9 fail: w 1 1 gone");
    assertEquals(0, taken.groups().openWrites(taken.row(), 3).size());
    assertEquals(1, taken.groups().failedWrites(taken.row(), 3).size());
    assertEquals("IMPOSSIBLE", taken.absence(2));
  }

  @Test
  void replaced_isWhatAnotherTookOutForAMoment() {
    Case moment =
        Case.of(
            "opening: 1 in 3",
            "0 p0 0-9 ok: w 1 1 in 4; w 1 2 in 3",
            "1 p1 0-9 ok: g 3",
            "2 p2 0-9 ok: w 1 3 in 4");
    int replaced = moment.groups().replaced(1, moment.row(), 3);
    assertEquals(moment.versions().firstSlot[moment.row()] + 1, replaced);
    assertEquals(Versions.NONE, moment.groups().replaced(0, moment.row(), 3));
    assertEquals(Versions.NONE, moment.groups().replaced(1, moment.row(), 4));
  }

  @Test
  void rows_areThoseEverInTheGroup() {
    Case some = Case.of("opening: 2 in 3; 5 in 4", "0 p0 0-9 ok: w 1 1 in 3; w 1 2 in 3; g 3");
    TxnHistory history = some.versions().history;
    assertEquals(
        List.of("1", "2"),
        IntStream.of(some.groups().rows(3).toArray()).mapToObj(history::keyName).sorted().toList());
    assertEquals(0, some.groups().rows(9).size());
  }
}
