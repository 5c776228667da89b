package dev.overdraft.history.format;

import java.util.Arrays;

/**
 * One value of a file, flat: a row of tokens with their numbers, no object for any of them. Where a
 * map or sequence begins, its number is the place after its end. Used again for the next operation.
 */
final class Tape {

  private static final Token[] TOKENS = Token.values();

  private byte[] kinds = new byte[16];
  private long[] numbers = new long[16];
  private int size;

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a token; returns its place. */
  int add(Token token, long number) {
    if (size == kinds.length) {
      kinds = Arrays.copyOf(kinds, size * 2);
      numbers = Arrays.copyOf(numbers, size * 2);
    }
    kinds[size] = token.code();
    numbers[size] = number;
    return size++;
  }

  /** Says that what began at {@code place} ends here. */
  void close(int place) {
    numbers[place] = size;
  }

  Token token(int place) {
    return TOKENS[kinds[place]];
  }

  boolean is(int place, Token token) {
    return place < size && kinds[place] == token.code();
  }

  /** The integer, the name's id, or for what has an inside the place after its end. */
  long number(int place) {
    return numbers[place];
  }

  boolean isName(int place, Field field) {
    return is(place, Token.NAME) && numbers[place] == field.id();
  }

  /** The place after the value at {@code place}. */
  int after(int place) {
    Token token = token(place);
    return token == Token.MAP || token == Token.SEQUENCE ? (int) numbers[place] : place + 1;
  }

  /** How many values the map or sequence at {@code place} holds; a map's keys count too. */
  int items(int place) {
    int count = 0;
    for (int at = place + 1; at < numbers[place]; at = after(at)) {
      count++;
    }
    return count;
  }

  /** Whether another value is this one, but for what is nil here, or missing. */
  boolean isFilledBy(Tape other) {
    return isEmpty() || (!other.isEmpty() && isFilledBy(0, other, 0));
  }

  private boolean isFilledBy(int place, Tape other, int there) {
    if (is(place, Token.NIL)) {
      return true;
    }
    if (token(place) != other.token(there)) {
      return false;
    }
    int end = after(place);
    int last = other.after(there);
    if (!is(place, Token.SEQUENCE) && !is(place, Token.MAP)) {
      return number(place) == other.number(there);
    }
    int at = place + 1;
    int with = there + 1;
    while (at < end && with < last && isFilledBy(at, other, with)) {
      at = after(at);
      with = other.after(with);
    }
    return at == end && with == last;
  }

  void copy(Tape other) {
    size = other.size;
    if (kinds.length < size) {
      kinds = new byte[other.kinds.length];
      numbers = new long[other.kinds.length];
    }
    System.arraycopy(other.kinds, 0, kinds, 0, size);
    System.arraycopy(other.numbers, 0, numbers, 0, size);
  }
}
