package dev.overdraft.history.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.overdraft.history.HistoryFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file is, by the first bytes that say anything.
 *
 * @param bank whether it is a bank in Overdraft's own format, with row versions
 * @param workload what Overdraft's own format says that it holds
 */
record Sniff(Format format, boolean bank, Optional<Workload> workload) {

  private static final int LOOKED_AT = 1 << 13;
  private static final Pattern WORKLOAD = Pattern.compile("\"workload\"\\s*:\\s*\"([a-z-]+)\"");

  private Sniff(Format format) {
    this(format, false, Optional.empty());
  }

  /**
   * Looks at what a stream begins with, after space and comments of either kind, however much there
   * is of them.
   */
  static Sniff of(InputStream raw) throws IOException {
    var in = new Beginning(raw);
    long line = 1;
    for (int c = in.next(); c >= 0; c = in.next()) {
      if (c == '\n') {
        line++;
      } else if (c == ';' || (c == '#' && in.isNext(' '))) {
        in.skipLine();
        line++;
      } else if (c != ',' && !Character.isWhitespace(c)) {
        return of((char) c + in.rest(), line);
      }
    }
    throw new HistoryFormatException(1, "there is nothing in it");
  }

  /** A stream byte by byte, without the lock of those that the library has. */
  private static final class Beginning {
    private final InputStream in;
    private final byte[] block = new byte[LOOKED_AT];
    private int at;
    private int end;

    Beginning(InputStream in) {
      this.in = in;
    }

    private boolean fill() throws IOException {
      if (at == end) {
        at = 0;
        end = Math.max(0, in.read(block));
      }
      return at < end;
    }

    int next() throws IOException {
      return fill() ? block[at++] & 0xFF : -1;
    }

    boolean isNext(char wanted) throws IOException {
      return fill() && block[at] == wanted;
    }

    void skipLine() throws IOException {
      int c = next();
      while (c >= 0 && c != '\n') {
        c = next();
      }
    }

    /** What comes now, as much of it as matters. */
    String rest() throws IOException {
      String here = new String(block, at, end - at, ISO_8859_1);
      return here + new String(in.readNBytes(LOOKED_AT - here.length()), ISO_8859_1);
    }
  }

  private static Sniff of(String text, long line) throws HistoryFormatException {
    char first = text.charAt(0);
    if ((first == 'r' || first == 'w') && text.indexOf('(') > 0) {
      return new Sniff(Format.TEXT);
    }
    if (first != '{' && first != '[' && first != '#' && first != '(') {
      throw new HistoryFormatException(
          line,
          "neither EDN nor JSON nor plain text: it begins with '%s'"
              .formatted(Excerpt.of(text.substring(0, Math.min(text.length(), 12)))));
    }
    return json(text) ? own(text) : new Sniff(Format.EDN);
  }

  /** JSON's keys are strings with a colon after them; EDN's are keywords. */
  private static boolean json(String text) {
    int at = 0;
    while (at < text.length() && " \t\r\n[{".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == text.length() || text.charAt(at) != '"') {
      return at < text.length() && text.charAt(0) != '#' && text.charAt(at) == ']';
    }
    int colon = text.indexOf('"', at + 1) + 1;
    while (colon > 0 && colon < text.length() && Character.isWhitespace(text.charAt(colon))) {
      colon++;
    }
    return colon == 0 || colon == text.length() || text.charAt(colon) == ':';
  }

  private static Sniff own(String text) {
    String line = text.lines().findFirst().orElse("");
    boolean own = line.matches("\\{\\s*\"type\"\\s*:\\s*\"opening\".*");
    if (!own) {
      return new Sniff(Format.JSON);
    }
    Matcher workload = WORKLOAD.matcher(line);
    return workload.find()
        ? new Sniff(Format.OVERDRAFT, false, Workload.of(workload.group(1)))
        : new Sniff(Format.OVERDRAFT, true, Optional.of(Workload.BANK));
  }
}
