package dev.overdraft.scenarios;

/**
 * A place of an anti-pattern in the course.
 *
 * @param number from 1 to 12
 * @param title its heading
 * @param takeaway what a learner keeps, in one sentence
 */
public record Lesson(int number, String title, String takeaway) {
  public Lesson {
    if (number < 1 || number > 12) {
      throw new IllegalArgumentException("the course has twelve lessons, not " + number);
    }
  }
}
