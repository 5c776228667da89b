package dev.overdraft.storm.txn;

import dev.overdraft.history.format.EventLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** What a step returned: nothing, a number or several. */
sealed interface Read {

  /** A step that returns nothing, or a key that is not there. */
  Read NOTHING = new Nil();

  /** Adds the read to a transaction's steps. */
  void write(EventLine line, String key);

  /** Makes the read an operation's value, with its key in front. */
  void writeAlone(EventLine line, long key);

  /** Nothing. */
  record Nil() implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.readNil(key, false);
    }

    @Override
    public void writeAlone(EventLine line, long key) {
      line.keyed("value", key);
    }
  }

  /** A register or a counter. */
  record Value(long value) implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.step("r", key, false, value);
    }

    @Override
    public void writeAlone(EventLine line, long key) {
      line.keyed("value", key, value);
    }
  }

  /** A list or a set, as text with commas. */
  record Elements(String text) implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.readList(key, false, numbers());
    }

    @Override
    public void writeAlone(EventLine line, long key) {
      line.keyedList("value", key, numbers());
    }

    private long[] numbers() {
      return text.isEmpty()
          ? LongStream.empty().toArray()
          : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }
  }

  /** The rows of a group: a row, its version and, if it was written, by which operation. */
  record Rows(List<long[]> rows) implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.readGroup(Long.parseLong(key), rows);
    }

    @Override
    public void writeAlone(EventLine line, long key) {
      throw new IllegalStateException("a group is read by a transaction");
    }
  }

  /** The version that a write gave to a row; nothing if no row was there to be written. */
  record Written(OptionalLong version) implements Read {
    @Override
    public void write(EventLine line, String key) {
      throw new IllegalStateException("a write is told with its group");
    }

    @Override
    public void writeAlone(EventLine line, long key) {
      throw new IllegalStateException("a row is written by a transaction");
    }
  }

  /** What {@code rows} hold. */
  static Read of(Kind kind, ResultSet rows) throws SQLException {
    if (kind == Kind.SET) {
      var elements = new StringBuilder();
      while (rows.next()) {
        elements.append(elements.isEmpty() ? "" : ",").append(rows.getLong(1));
      }
      return new Elements(elements.toString());
    }
    if (!rows.next()) {
      return kind == Kind.COUNTER ? new Value(0) : NOTHING;
    }
    return kind == Kind.LIST ? new Elements(rows.getString(1)) : new Value(rows.getLong(1));
  }
}
