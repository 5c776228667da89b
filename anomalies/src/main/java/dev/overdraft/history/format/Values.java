package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;

/** Reads keys and values off an operation's {@link Tape}, and says on which line they are wrong. */
final class Values {

  /** Words as values get numbers that no honest integer has. */
  private static final long WORDS = -(1L << 62);

  private final Names names;
  private String[] texts = new String[64];

  Values(Names names) {
    this.names = names;
  }

  /** An integer, or a number that stands for a word. */
  long value(Tape tape, int at, Asked asked) throws HistoryFormatException {
    if (tape.is(at, Token.INTEGER)) {
      return tape.number(at);
    }
    if (tape.is(at, Token.NAME)) {
      return WORDS + tape.number(at);
    }
    throw wrong(asked, "a value is a number or a word, this is " + form(tape, at));
  }

  /** An integer, also one that is written as a word, as the keys of JSON's objects are. */
  long integer(Tape tape, int at, String what, Asked asked) throws HistoryFormatException {
    if (tape.is(at, Token.INTEGER)) {
      return tape.number(at);
    }
    if (tape.is(at, Token.NAME) && names.isInteger((int) tape.number(at))) {
      return names.integer((int) tape.number(at));
    }
    throw wrong(asked, "%s is a whole number, this is %s".formatted(what, form(tape, at)));
  }

  /** The text of a name. */
  String text(long name) {
    int id = (int) name;
    if (id >= texts.length) {
      texts = java.util.Arrays.copyOf(texts, Math.max(id + 1, texts.length * 2));
    }
    if (texts[id] == null) {
      texts[id] = names.text(id);
    }
    return texts[id];
  }

  HistoryFormatException wrong(Asked asked, String reason) {
    return new HistoryFormatException(asked.line(), reason);
  }

  /** What stands there, for an error. */
  String form(Tape tape, int at) {
    if (at >= tape.size()) {
      return "missing";
    }
    return switch (tape.token(at)) {
      case MAP -> "a map";
      case SEQUENCE -> "a list";
      case INTEGER -> String.valueOf(tape.number(at));
      case NAME -> "'" + Excerpt.of(text(tape.number(at))) + "'";
      case NIL -> "nil";
      case CLOSE, TAG, END -> throw new IllegalStateException("not on a tape");
    };
  }
}
