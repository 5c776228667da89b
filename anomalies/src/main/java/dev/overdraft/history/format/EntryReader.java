package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads maps, one an event, from tokens: one after the other, or within one vector. What it does
 * not know it passes over.
 */
final class EntryReader {

  private static final Entry.Type[] TYPES = Entry.Type.values();

  private final Tokens tokens;
  private final Names names;
  private final Limits limits;
  private final Entry entry = new Entry();
  private int[] open = new int[8];
  private long events;
  private boolean event;
  private boolean cutOff;

  EntryReader(Tokens tokens, Names names, Limits limits) {
    this.tokens = tokens;
    this.names = names;
    this.limits = limits;
  }

  /** Hands every event on, until the file ends or no more are wanted. */
  void read(Entries entries) throws IOException {
    try {
      int depth = 0;
      for (Token token = tokens.next(); token != Token.END; token = tokens.next()) {
        switch (token) {
          case MAP -> {
            if (operation() && !entries.accept(entry)) {
              return;
            }
          }
          case SEQUENCE -> {
            if (++depth > 1) {
              throw tokens.malformed("a vector within the vector of operations");
            }
          }
          case CLOSE -> depth--;
          case TAG -> {}
          default -> throw tokens.malformed("an operation is a map, this is " + shown(token));
        }
      }
    } catch (EOFException end) {
      cutOff = true;
    }
  }

  /** Whether the file ended within an operation, which was left out. */
  boolean cutOff() {
    return cutOff;
  }

  long events() {
    return events;
  }

  /** Reads one map into {@link #entry}; false if it is no event. */
  private boolean operation() throws IOException {
    entry.clear();
    event = true;
    entry.line = tokens.line();
    int seen = 0;
    for (Token key = tokens.next(); key != Token.CLOSE; key = tokens.next()) {
      if (key == Token.TAG) {
        continue;
      }
      if (key != Token.NAME) {
        pass(key);
        pass(tokens.next());
        continue;
      }
      int field = tokens.name();
      if (field <= Field.OP.id()) {
        if ((seen & (1 << field)) != 0) {
          throw tokens.malformed("a second " + names.text(field) + " in one operation");
        }
        seen |= 1 << field;
      }
      field(field);
    }
    if ((seen & (1 << Field.TYPE.id())) == 0) {
      throw tokens.malformed("an operation without a type");
    }
    if (event) {
      entry.position = events++;
    }
    return event;
  }

  private void pass(Token first) throws IOException {
    if (first == Token.CLOSE) {
      throw tokens.malformed("a key without a value");
    }
    tokens.skip(first);
  }

  private void field(int field) throws IOException {
    Token token = tokens.next();
    while (token == Token.TAG) {
      token = tokens.next();
    }
    if (Field.TYPE.is(field)) {
      type(token);
    } else if (Field.F.is(field)) {
      entry.f = token == Token.NAME ? tokens.name() : passed(token);
    } else if (Field.PROCESS.is(field)) {
      entry.process = process(token);
    } else if (Field.TIME.is(field)) {
      entry.time = number(token, "time");
    } else if (Field.INDEX.is(field)) {
      entry.index = number(token, "index");
    } else if (Field.OP.is(field)) {
      entry.op = number(token, "op");
    } else if (Field.VALUE.is(field)) {
      value(token);
    } else {
      pass(token);
    }
  }

  private int passed(Token token) throws IOException {
    pass(token);
    return -1;
  }

  private void type(Token token) throws IOException {
    if (token == Token.NAME) {
      int name = tokens.name();
      if (name >= Field.INVOKE.id() && name <= Field.INFO.id()) {
        entry.type = TYPES[name - Field.INVOKE.id()];
        return;
      }
      if (Field.OPENING.is(name) || Field.END.is(name)) {
        event = false;
        return;
      }
    }
    throw tokens.malformed("a type is invoke, ok, fail or info, this is " + shown(token));
  }

  private int process(Token token) throws IOException {
    if (token == Token.INTEGER) {
      long number = tokens.integer();
      if (number < 0 || number > Integer.MAX_VALUE) {
        throw tokens.malformed("a process is a number from 0 to 2147483647, this is " + number);
      }
      return (int) number;
    }
    if (token == Token.NIL) {
      return Entry.NO_PROCESS;
    }
    pass(token);
    return Entry.OTHER;
  }

  private long number(Token token, String what) throws IOException {
    if (token == Token.INTEGER) {
      return tokens.integer();
    }
    if (token == Token.NIL) {
      return Entry.ABSENT;
    }
    throw tokens.malformed("the %s is a whole number, this is %s".formatted(what, shown(token)));
  }

  /** Puts a whole value on the tape. */
  private void value(Token first) throws IOException {
    Tape tape = entry.value;
    tape.clear();
    int depth = 0;
    for (Token token = first; ; token = tokens.next()) {
      switch (token) {
        case INTEGER -> tape.add(token, tokens.integer());
        case NAME -> tape.add(token, tokens.name());
        case NIL -> tape.add(token, 0);
        case MAP, SEQUENCE -> {
          if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
          }
          open[depth++] = tape.add(token, 0);
        }
        case CLOSE -> close(tape, --depth);
        case TAG -> {}
        case END -> throw new EOFException();
      }
      if (tape.size() > limits.operationTokens()) {
        throw tokens.malformed(
            "a value of more than %,d parts".formatted(limits.operationTokens()));
      }
      if (depth == 0 && token != Token.TAG) {
        return;
      }
    }
  }

  private void close(Tape tape, int depth) throws HistoryFormatException {
    if (depth < 0) {
      throw tokens.malformed("a key without a value");
    }
    tape.close(open[depth]);
    if (tape.is(open[depth], Token.MAP) && tape.items(open[depth]) % 2 != 0) {
      throw tokens.malformed("a key without a value");
    }
  }

  private String shown(Token token) throws IOException {
    return switch (token) {
      case MAP -> "a map";
      case SEQUENCE -> "a vector";
      case CLOSE -> "a closing bracket";
      case INTEGER -> String.valueOf(tokens.integer());
      case NAME, TAG -> "'" + Excerpt.of(names.text(tokens.name())) + "'";
      case NIL -> "nil";
      case END -> "the end of the file";
    };
  }
}
