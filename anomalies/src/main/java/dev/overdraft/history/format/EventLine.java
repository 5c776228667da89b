package dev.overdraft.history.format;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes events of transactions, a line each, as EDN or JSON. The lines are collected in one
 * buffer, to be taken with {@link #take()}. Not for use by several threads.
 */
public final class EventLine {

  private final boolean edn;
  private final StringBuilder out = new StringBuilder(1 << 12);
  private boolean first;
  private boolean firstStep;

  /** Lines in that notation. */
  public EventLine(Notation notation) {
    this.edn = notation == Notation.EDN;
  }

  /** Begins an event. */
  public EventLine begin() {
    out.append('{');
    first = true;
    return this;
  }

  /** A field with a number. */
  public EventLine number(String field, long value) {
    field(field);
    out.append(value);
    return this;
  }

  /** A field with a keyword. */
  public EventLine word(String field, String value) {
    field(field);
    keyword(value);
    return this;
  }

  /** A field with a text. */
  public EventLine text(String field, String value) {
    field(field);
    quoted(value);
    return this;
  }

  /** A field with a key and what belongs to it: a number, or nil if there is none. */
  public EventLine keyed(String field, long key, long... value) {
    field(field);
    out.append('[').append(key);
    separate();
    if (value.length == 0) {
      return nil();
    }
    out.append(value[0]).append(']');
    return this;
  }

  /** A field with a key and a list that belongs to it. */
  public EventLine keyedList(String field, long key, long... elements) {
    field(field);
    out.append('[').append(key);
    separate();
    list(elements);
    return this;
  }

  /** Begins the value, whose steps follow. */
  public EventLine beginSteps() {
    field("value");
    out.append('[');
    firstStep = true;
    return this;
  }

  /** A read whose result is not known, or was nil. */
  public EventLine readNil(String key, boolean wordKeys) {
    step("r", key, wordKeys);
    return nil();
  }

  /** {@code r}, {@code w} or {@code append} with a value. */
  public EventLine step(String f, String key, boolean wordKeys, long value) {
    step(f, key, wordKeys);
    out.append(value).append(']');
    return this;
  }

  /** A read of a list. */
  public EventLine readList(String key, boolean wordKeys, long... elements) {
    step("r", key, wordKeys);
    list(elements);
    return this;
  }

  /** A read of a group whose result is not known. */
  public EventLine askGroup(long group) {
    step("rp", Long.toString(group), false);
    return nil();
  }

  /**
   * A read of a group: each of its rows as a row and its version, and who wrote it where that was
   * somebody.
   */
  public EventLine readGroup(long group, List<long[]> rows) {
    step("rp", Long.toString(group), false);
    out.append('[');
    for (int at = 0; at < rows.size(); at++) {
      if (at > 0) {
        separate();
      }
      row(rows.get(at));
    }
    out.append("]]");
    return this;
  }

  /** A write that puts a row into a group, or into none; a version that is not known is empty. */
  public EventLine writeRow(long row, OptionalLong version, OptionalLong group) {
    step("w", Long.toString(row), false);
    numberOrNil(version);
    separate();
    numberOrNil(group);
    out.append(']');
    return this;
  }

  private void numberOrNil(OptionalLong number) {
    if (number.isPresent()) {
      out.append(number.getAsLong());
    } else {
      out.append(edn ? "nil" : "null");
    }
  }

  private void list(long... elements) {
    row(elements);
    out.append(']');
  }

  private void row(long... elements) {
    out.append('[');
    for (int at = 0; at < elements.length; at++) {
      if (at > 0) {
        separate();
      }
      out.append(elements[at]);
    }
    out.append(']');
  }

  /** Ends the value. */
  public EventLine endSteps() {
    out.append(']');
    return this;
  }

  /** Ends the event and its line. */
  public EventLine end() {
    out.append("}\n");
    return this;
  }

  /** How much has been collected. */
  public int length() {
    return out.length();
  }

  /** What has been collected; begins again with nothing. */
  public String take() {
    String taken = out.toString();
    out.setLength(0);
    return taken;
  }

  private EventLine nil() {
    out.append(edn ? "nil]" : "null]");
    return this;
  }

  private void step(String f, String key, boolean wordKey) {
    if (!firstStep) {
      separate();
    }
    firstStep = false;
    out.append('[');
    keyword(f);
    separate();
    if (wordKey) {
      quoted(key);
    } else {
      out.append(key);
    }
    separate();
  }

  private void separate() {
    out.append(edn ? ' ' : ',');
  }

  private void field(String name) {
    if (!first) {
      out.append(edn ? ", " : ",");
    }
    first = false;
    keyword(name);
    out.append(edn ? ' ' : ':');
  }

  private void keyword(String word) {
    if (edn) {
      out.append(':').append(word);
    } else {
      out.append('"').append(word).append('"');
    }
  }

  /** JSON's escapes are EDN's too, as far as Clojure's reader is concerned. */
  private void quoted(String text) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }
}
