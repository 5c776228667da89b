package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads register histories as plain text, one read or write a line: {@code
 * r(key,value,session,transaction)} or {@code w(…)}.
 *
 * <p>The steps of a transaction have one session and number, and stand in their order; transactions
 * of a session stand in its order; sessions may be interleaved. Number -1 is that of every
 * transaction that was aborted: neighbours of one session count as one. The value 0 is what a key
 * holds at first, and is never written. There are no times. Lines may be empty, or comments after
 * {@code #}.
 *
 * <p>Plume, PolySI and AWDIT read and write this form.
 */
final class TextReader {

  private static final int MAX_SESSIONS = 100_000;
  private static final int MAX_STEPS = 4_000_000;

  private final Bytes bytes;
  private final TxnHistoryBuilder builder = TxnHistory.of(Model.REGISTER).untimed();
  private final Map<Long, Open> sessions = new LinkedHashMap<>();
  private final LongSet ended = new LongSet();
  private long line = 1;
  private long lineBegin;
  private long count;
  private long waiting;
  private long aborted;
  private boolean cutOff;

  /** A session's transaction while its steps still come. */
  private static final class Open {
    final int process;
    long transaction;
    int size;
    boolean[] writes = new boolean[8];
    long[] keys = new long[8];
    long[] values = new long[8];

    Open(int process) {
      this.process = process;
    }

    void add(boolean write, long key, long value) {
      if (size == keys.length) {
        writes = Arrays.copyOf(writes, size * 2);
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      writes[size] = write;
      keys[size] = key;
      values[size++] = value;
    }
  }

  TextReader(InputStream in) {
    bytes = new Bytes(in, 1 << 16);
  }

  /** The whole history; a last line that breaks off is left out. */
  TxnHistory read() throws IOException {
    while (!cutOff && step()) {}
    for (Open open : sessions.values()) {
      hand(open);
    }
    return builder.build();
  }

  boolean cutOff() {
    return cutOff;
  }

  long transactions() {
    return count;
  }

  long aborted() {
    return aborted;
  }

  /** Reads one line that holds a step; false at the end. */
  private boolean step() throws IOException {
    int kind = skipSpace(true);
    if (kind < 0) {
      return false;
    }
    if (kind != 'r' && kind != 'w') {
      throw malformed(
          "a line is r(key,value,session,transaction) or w(…), this begins with " + shown(kind));
    }
    bytes.at++;
    long[] numbers = new long[4];
    for (int n = 0; n < 4; n++) {
      if (!expect(n == 0 ? '(' : ',') || !number(numbers, n)) {
        cutOff = true;
        return false;
      }
    }
    if (!expect(')')) {
      cutOff = true;
      return false;
    }
    add(kind == 'w', numbers);
    return true;
  }

  private void add(boolean write, long... step) throws HistoryFormatException {
    Open open = sessions.get(step[2]);
    if (open == null) {
      if (sessions.size() == MAX_SESSIONS) {
        throw malformed("more than %,d sessions".formatted(MAX_SESSIONS));
      }
      open = new Open(sessions.size());
      open.transaction = step[3];
      sessions.put(step[2], open);
    } else if (open.transaction != step[3]) {
      hand(open);
      open.transaction = step[3];
      if (step[3] >= 0 && ended.contains(step[3])) {
        throw malformed("transaction %d goes on after another of its session".formatted(step[3]));
      }
    }
    if (write && step[1] == 0) {
      throw malformed("a write of 0, which is what every key holds at first");
    }
    open.add(write, step[0], step[1]);
    if (++waiting > MAX_STEPS) {
      throw malformed(
          "more than %,d steps in transactions that have not ended".formatted(MAX_STEPS));
    }
  }

  private void hand(Open open) {
    boolean failed = open.transaction == -1;
    long index = count++;
    builder.begin(index, open.process, index);
    for (int n = 0; n < open.size; n++) {
      if (open.writes[n]) {
        builder.write(open.keys[n], open.values[n]);
      } else if (!failed && open.values[n] == 0) {
        builder.readNil(open.keys[n]);
      } else if (!failed) {
        builder.read(open.keys[n], open.values[n]);
      }
    }
    builder.end(failed ? Outcome.FAIL : Outcome.OK, index);
    waiting -= open.size;
    open.size = 0;
    if (failed) {
      aborted++;
    } else {
      ended.add(open.transaction);
    }
  }

  /** The next byte that is no space, not consumed; -1 at the end. */
  private int skipSpace(boolean lines) throws IOException {
    while (bytes.more()) {
      byte b = bytes.block[bytes.at];
      if (b == '\n' && lines) {
        bytes.at++;
        line++;
        lineBegin = bytes.before + bytes.at;
      } else if (b == '#' && lines) {
        comment();
      } else if (b == ' ' || b == '\t' || b == '\r') {
        bytes.at++;
      } else {
        return b & 0xFF;
      }
    }
    return -1;
  }

  private void comment() throws IOException {
    while (bytes.more() && bytes.block[bytes.at] != '\n') {
      bytes.at++;
    }
  }

  /** Consumes that character; false at the end of the file. */
  private boolean expect(char c) throws IOException {
    int next = skipSpace(false);
    if (next == c) {
      bytes.at++;
      return true;
    }
    if (next < 0) {
      return false;
    }
    throw malformed("%s where '%c' should be".formatted(shown(next), c));
  }

  private boolean number(long[] into, int n) throws IOException {
    int next = skipSpace(false);
    boolean negative = next == '-';
    if (negative) {
      bytes.at++;
      next = bytes.more() ? bytes.block[bytes.at] & 0xFF : -1;
    }
    long value = 0;
    int digits = 0;
    while (next >= '0' && next <= '9') {
      if (++digits > 18) {
        throw malformed("a number of more than 18 digits");
      }
      value = value * 10 + (next - '0');
      bytes.at++;
      next = bytes.more() ? bytes.block[bytes.at] & 0xFF : -1;
    }
    if (digits == 0 && next >= 0) {
      throw malformed(shown(next) + " where a number should be");
    }
    into[n] = negative ? -value : value;
    return next >= 0;
  }

  private static String shown(int next) {
    return next > ' ' && next < 127 ? "'" + (char) next + "'" : "byte " + next;
  }

  private HistoryFormatException malformed(String reason) {
    return new HistoryFormatException(line, bytes.before + bytes.at - lineBegin + 1, reason);
  }
}
