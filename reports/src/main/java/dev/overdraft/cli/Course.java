package dev.overdraft.cli;

import java.util.List;

/**
 * The twelve lessons in teaching order: which anti-pattern each one is about, and what a learner
 * keeps. Each begins with a prediction and ends with the fix.
 */
enum Course {
  TWO_WITHDRAWALS(
      1,
      "Two withdrawals, one balance",
      "200 paid from 100, balance 0, and \"never negative\" is content"),
  OPPOSITE_BUG(
      2,
      "The opposite bug",
      "an account below zero while the sum is right: one invariant is not enough"),
  GUARDED_STATEMENT(
      1, "One guarded statement", "move the check into the write, and look at the row count"),
  CROSSING_TRANSFERS(
      24, "Crossing transfers", "locks bring deadlocks: order the ids, and retry the victim"),
  STALE_LOCK(
      5,
      "The lock that read nothing new",
      "lock and read belong together; an ORM's cache hides the difference"),
  HALF_A_VERSION(
      16, "A version only some writers respect", "optimistic locking is a promise by every writer"),
  WRITE_SKEW(
      12,
      "Two rows, one rule",
      "row locks and snapshots do not guard a sum: real SERIALIZABLE, or lock all rows read"),
  ABSENT_ROW(11, "The row that was not there", "absent rows cannot be locked: lock a parent"),
  TWO_SNAPSHOTS(
      14,
      "One statement, two snapshots",
      "a single statement is not automatically atomic at READ COMMITTED"),
  LYING_COMMIT(29, "The commit that lied", "ok, fail, unknown: never continue after an error"),
  DUAL_COMMIT(34, "Two commits, one crash", "no order of two commits is safe: an outbox, or XA"),
  CHARGED_TWICE(
      37, "Charged twice", "at-least-once plus a unique operation id gives exactly-once effects");

  private final int antiPattern;
  private final String title;
  private final String takeaway;

  Course(int antiPattern, String title, String takeaway) {
    this.antiPattern = antiPattern;
    this.title = title;
    this.takeaway = takeaway;
  }

  /** From 1. */
  int number() {
    return ordinal() + 1;
  }

  /** As the command line and the catalogue name it. */
  String antiPattern() {
    return "ap-%02d".formatted(antiPattern);
  }

  String title() {
    return title;
  }

  /** Whether the lesson begins with the mended code. */
  boolean beginsMended() {
    return this == GUARDED_STATEMENT;
  }

  String takeaway() {
    return takeaway;
  }

  /** What a learner keeps of a lesson of that name; empty for one that is not of the course. */
  static String takeaway(String name) {
    return List.of(values()).stream()
        .filter(lesson -> name.startsWith(lesson.antiPattern() + "-"))
        .findFirst()
        .map(Course::takeaway)
        .orElse("");
  }
}
