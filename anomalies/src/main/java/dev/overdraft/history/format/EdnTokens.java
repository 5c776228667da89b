package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * EDN as bytes, and as much beside EDN as printed Clojure values need.
 *
 * <p>Commas are white space, {@code ;} begins a comment, {@code #_} passes over a value, tags are
 * handed on and never evaluated. {@code 5N}, {@code 5M}, {@code 0x5} and {@code 10/2} are the
 * integer 5; a number that is not a whole one of 64 bits is a NAME of its own text. What is only
 * passed over is not looked at more closely than its brackets and quotes demand.
 *
 * @see <a href="https://github.com/edn-format/edn">The EDN format</a>
 */
final class EdnTokens implements Tokens {

  private static final byte[] CLASS = new byte[256];
  private static final byte ATOM = 0;
  private static final byte SPACE = 1;
  private static final byte BREAK = 2;
  private static final byte NUL = 3;

  static {
    for (char c : " \t\r\n\f,".toCharArray()) {
      CLASS[c] = SPACE;
    }
    for (char c : "()[]{}\";".toCharArray()) {
      CLASS[c] = BREAK;
    }
    CLASS[0] = NUL;
  }

  private final Bytes bytes;
  private final Names names;
  private final Limits limits;
  private final byte[] open;
  private int depth;
  private long line = 1;
  private long lineBegin;
  private long tokenLine = 1;
  private long tokenColumn = 1;
  private int discarding;
  private int textFrom;
  private int textTo;
  private boolean escaped;
  private boolean numeric;
  private long integer;

  EdnTokens(InputStream in, Names names, Limits limits) {
    this.bytes = new Bytes(in, limits.tokenBytes());
    this.names = names;
    this.limits = limits;
    this.open = new byte[limits.depth()];
  }

  @Override
  public Token next() throws IOException {
    Token token = Token.END;
    while (token == Token.END) {
      if (!space()) {
        if (depth > 0) {
          throw new EOFException();
        }
        return Token.END;
      }
      byte first = bytes.block[bytes.at];
      token =
          switch (first) {
            case '{' -> opened('}', Token.MAP);
            case '[' -> opened(']', Token.SEQUENCE);
            case '(' -> opened(')', Token.SEQUENCE);
            case '}', ']', ')' -> closed(first);
            case '"' -> string();
            case '\\' -> character();
            case '#' -> dispatch();
            default -> atom();
          };
    }
    return token;
  }

  /** Passes over space and comments; false at the end of the file. */
  private boolean space() throws IOException {
    while (bytes.more()) {
      byte[] block = bytes.block;
      int end = bytes.end;
      int at = bytes.at;
      while (at < end && CLASS[block[at] & 0xFF] == SPACE) {
        if (block[at++] == '\n') {
          bytes.at = at;
          newline();
        }
      }
      bytes.at = at;
      if (at == end) {
        continue;
      }
      if (block[at] != ';') {
        begin();
        if (block[at] == 0) {
          throw malformed("a zero byte, which no text holds");
        }
        return true;
      }
      comment();
    }
    begin();
    return false;
  }

  private void begin() {
    tokenLine = line;
    tokenColumn = bytes.before + bytes.at - lineBegin + 1;
  }

  private void newline() {
    line++;
    lineBegin = bytes.before + bytes.at;
  }

  private void comment() throws IOException {
    while (bytes.more() && bytes.block[bytes.at] != '\n') {
      bytes.at++;
    }
  }

  private Token opened(char close, Token token) throws HistoryFormatException {
    if (depth == limits.depth()) {
      throw malformed("more than " + limits.depth() + " brackets open");
    }
    open[depth++] = (byte) close;
    bytes.at++;
    return token;
  }

  private Token closed(byte close) throws HistoryFormatException {
    if (depth == 0) {
      throw malformed("'" + (char) close + "' closes nothing");
    }
    if (open[depth - 1] != close) {
      throw malformed("'%c' where '%c' should be".formatted((char) close, (char) open[depth - 1]));
    }
    depth--;
    bytes.at++;
    return Token.CLOSE;
  }

  private Token string() throws IOException {
    bytes.at++;
    bytes.mark = bytes.at;
    escaped = false;
    boolean foreign = false;
    while (true) {
      if (!bytes.more()) {
        bytes.mark = -1;
        throw new EOFException();
      }
      byte b = bytes.block[bytes.at++];
      if (b == '"') {
        break;
      }
      if (b == '\\') {
        escaped = true;
        if (bytes.more()) {
          bytes.at++;
        }
      } else if (b == '\n') {
        newline();
      } else if (b == 0) {
        throw malformed("a zero byte in a string");
      } else if (b < 0) {
        foreign = true;
      }
      requireShort();
    }
    return text(bytes.at - 1, foreign);
  }

  /** {@code \a}, {@code \newline}, {@code \(}: a character, which may be one that breaks atoms. */
  private Token character() throws IOException {
    bytes.at++;
    if (!bytes.more()) {
      throw new EOFException();
    }
    bytes.mark = bytes.at++;
    escaped = false;
    scanAtom();
    return text(bytes.at, bytes.block[bytes.mark] < 0);
  }

  private Token text(int to, boolean foreign) throws HistoryFormatException {
    textFrom = bytes.mark;
    textTo = to;
    numeric = false;
    bytes.mark = -1;
    if (foreign && !Names.isUtf8(bytes.block, textFrom, textTo)) {
      throw malformed("bytes that are not UTF-8");
    }
    return Token.NAME;
  }

  /** A word that the file's end cuts off may have been another. */
  private void scanAtom() throws IOException {
    do {
      byte[] block = bytes.block;
      int at = bytes.at;
      int end = bytes.end;
      while (at < end && CLASS[block[at] & 0xFF] == ATOM) {
        at++;
      }
      bytes.at = at;
      requireShort();
      if (at < end) {
        return;
      }
    } while (bytes.more());
    if (depth > 0) {
      bytes.mark = -1;
      throw new EOFException();
    }
  }

  private void requireShort() throws HistoryFormatException {
    if (bytes.tooLong()) {
      throw malformed("a string or word of more than %,d bytes".formatted(limits.tokenBytes()));
    }
  }

  /**
   * {@code #tag}, {@code #{set}}, {@code #_discarded}, {@code #"regex"}, {@code ##Inf}; END for
   * what leaves nothing.
   */
  private Token dispatch() throws IOException {
    bytes.at++;
    if (!bytes.more()) {
      throw new EOFException();
    }
    return switch (bytes.block[bytes.at]) {
      case '{' -> opened('}', Token.SEQUENCE);
      case '"' -> string();
      case '_' -> discard();
      case '#' -> word(bytes.at + 1, Token.NAME);
      default -> word(bytes.at, Token.TAG);
    };
  }

  private Token word(int from, Token token) throws IOException {
    bytes.at = from;
    bytes.mark = from;
    scanAtom();
    text(bytes.at, false);
    return token;
  }

  private Token discard() throws IOException {
    bytes.at++;
    if (++discarding > limits.depth()) {
      throw malformed("more than " + limits.depth() + " values passed over within each other");
    }
    Token discarded = next();
    if (discarded == Token.END) {
      throw new EOFException();
    }
    skip(discarded);
    discarding--;
    return Token.END;
  }

  private Token atom() throws IOException {
    byte first = bytes.block[bytes.at];
    bytes.mark = bytes.at;
    scanAtom();
    int from = bytes.mark;
    int to = bytes.at;
    byte[] block = bytes.block;
    escaped = false;
    if (first == ':') {
      bytes.mark++;
      return text(to, false);
    }
    boolean signed = (first == '-' || first == '+') && to - from > 1;
    byte digit = signed ? block[from + 1] : first;
    if (digit >= '0' && digit <= '9') {
      return number(block, from, to, signed);
    }
    text(to, false);
    boolean nil =
        to - from == 3 && first == 'n' && block[from + 1] == 'i' && block[from + 2] == 'l';
    return nil ? Token.NIL : Token.NAME;
  }

  private Token number(byte[] block, int from, int to, boolean signed)
      throws HistoryFormatException {
    text(to, false);
    int last = block[to - 1] == 'N' ? to - 1 : to;
    long value = 0;
    int at = signed ? from + 1 : from;
    if (last - at <= 18) {
      while (at < last && block[at] >= '0' && block[at] <= '9') {
        value = value * 10 + (block[at++] - '0');
      }
      if (at == last) {
        integer = block[from] == '-' ? -value : value;
        return Token.INTEGER;
      }
    }
    numeric = true;
    return rare(new String(block, from, to - from, StandardCharsets.ISO_8859_1));
  }

  /** A number that is not a plain one. */
  private Token rare(String text) {
    BigInteger whole = Numbers.whole(text);
    if (whole != null && whole.bitLength() < Long.SIZE) {
      integer = whole.longValueExact();
      return Token.INTEGER;
    }
    return Token.NAME;
  }

  @Override
  public long integer() {
    return integer;
  }

  @Override
  public int name() throws HistoryFormatException {
    byte[] block = bytes.block;
    if (numeric
        && !Numbers.isNumber(
            new String(block, textFrom, textTo - textFrom, StandardCharsets.ISO_8859_1))) {
      throw malformed("'%s' is not a number".formatted(Excerpt.of(block, textFrom, textTo)));
    }
    try {
      return escaped ? names.id(unescaped()) : names.id(block, textFrom, textTo);
    } catch (Names.Refused refused) {
      throw malformed(String.valueOf(refused.getMessage()));
    }
  }

  private String unescaped() {
    String raw = new String(bytes.block, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
    var plain = new StringBuilder(raw.length());
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '\\' && at + 1 < raw.length()) {
        c = raw.charAt(++at);
        plain.append(
            switch (c) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> c;
            });
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  @Override
  public long line() {
    return tokenLine;
  }

  @Override
  public long column() {
    return tokenColumn;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
