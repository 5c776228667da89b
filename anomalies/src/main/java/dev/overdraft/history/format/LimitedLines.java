package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines that are not endless: only {@link #readLine()} is to be used. */
final class LimitedLines extends BufferedReader {

  private final Reader in;
  private final int longest;
  private final char[] block = new char[1 << 16];
  private int at;
  private int end;
  private long number;

  LimitedLines(Reader in, int longest) {
    super(in, 1);
    this.in = in;
    this.longest = longest;
  }

  @Override
  public @Nullable String readLine() throws IOException {
    number++;
    var line = new StringBuilder();
    while (at < end || refill()) {
      int from = at;
      while (at < end && block[at] != '\n') {
        at++;
      }
      line.append(block, from, at - from);
      if (line.length() > longest) {
        throw new HistoryFormatException(
            number, "a line of more than %,d characters".formatted(longest));
      }
      if (at < end) {
        at++;
        return line.toString();
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  private boolean refill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(block, 0, block.length));
    return end > 0;
  }
}
