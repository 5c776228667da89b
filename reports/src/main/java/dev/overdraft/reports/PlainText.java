package dev.overdraft.reports;

/** Text from a database made fit for a terminal: nothing in it can drive the terminal. */
public final class PlainText {

  private PlainText() {}

  /** The text with its line breaks, and a sign where it held control characters. */
  public static String of(String data) {
    return Plain.text(data);
  }
}
