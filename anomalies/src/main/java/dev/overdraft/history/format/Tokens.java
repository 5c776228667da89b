package dev.overdraft.history.format;

import dev.overdraft.history.HistoryFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;

/**
 * A history file, one token after the other, in bounded memory.
 *
 * <p>A file that ends within a value throws {@link EOFException}: the caller knows whether a prefix
 * is worth keeping. Everything else that is wrong with the text is a {@link
 * HistoryFormatException}.
 */
interface Tokens extends Closeable {

  /** Moves to the next token. */
  Token next() throws IOException;

  /** The number, after an INTEGER. */
  long integer();

  /** The id of the name in the file's {@link Names}, after a NAME or TAG; not asked, not kept. */
  int name() throws HistoryFormatException;

  /** The line on which the current token begins, from 1. */
  long line();

  /** The byte (in JSON: character) of that line at which the current token begins, from 1. */
  long column();

  /** An error at the current token. */
  default HistoryFormatException malformed(String reason) {
    return new HistoryFormatException(line(), column(), reason);
  }

  /** Passes over the value that begins with {@code first}, the current token. */
  default void skip(Token first) throws IOException {
    Token token = first;
    int depth = 0;
    while (true) {
      switch (token) {
        case MAP, SEQUENCE -> depth++;
        case CLOSE -> depth--;
        case END -> throw new EOFException();
        case INTEGER, NAME, NIL, TAG -> {}
      }
      if (depth < 0) {
        throw malformed("a closing bracket where a value should be");
      }
      if (depth == 0 && token != Token.TAG) {
        return;
      }
      token = next();
    }
  }
}
