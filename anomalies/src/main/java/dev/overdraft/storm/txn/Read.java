package dev.overdraft.storm.txn;

import dev.overdraft.history.format.EventLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** What a step returned: nothing, a register's value or a list's elements. */
sealed interface Read {

  /** A step that returns nothing, or a key that is not there. */
  Read NOTHING = new Nil();

  /** Adds the read to an event. */
  void write(EventLine line, String key);

  /** Nothing. */
  record Nil() implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.readNil(key, false);
    }
  }

  /** A register. */
  record Value(long value) implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.step("r", key, false, value);
    }
  }

  /** A list, as the text that the database keeps. */
  record Elements(String text) implements Read {
    @Override
    public void write(EventLine line, String key) {
      line.readList(
          key, false, Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray());
    }
  }

  /** The first row of {@code rows}. */
  static Read of(Kind kind, ResultSet rows) throws SQLException {
    if (!rows.next()) {
      return NOTHING;
    }
    return switch (kind) {
      case APPEND -> new Elements(rows.getString(1));
      case REGISTER -> new Value(rows.getLong(1));
    };
  }
}
