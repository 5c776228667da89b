package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the matrix in a README true: replaces what stands between two marks by a run's own. */
public final class Readme {

  static final String BEGIN = "<!-- matrix: overdraft report RUN_DIR --readme README.md -->";
  static final String END = "<!-- end of matrix -->";

  private Readme() {}

  /**
   * Puts the matrix into {@code file}.
   *
   * @throws IOException if the file cannot be read or written, or has no such marks
   */
  public static void update(Path file, Scoreboard board) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(file + " has no lines '" + BEGIN + "' and '" + END + "'");
    }
    Files.writeString(
        file,
        text.substring(0, begin + BEGIN.length())
            + "\n\n"
            + MarkdownReport.matrix(board)
            + "\n"
            + text.substring(end));
  }
}
