package dev.overdraft.history.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The different keywords, strings and symbols of a file, each kept once and known by a small
 * number. A keyword, a symbol and a string of the same characters are one name, as the formats
 * differ in nothing else.
 */
final class Names {

  private final Limits limits;
  private byte[] text = new byte[1 << 12];
  private int[] ends = new int[64];
  private int[] table = new int[256];
  private int count;

  Names(Limits limits) {
    this.limits = limits;
    for (Field field : Field.values()) {
      id(field.word());
    }
  }

  /** A name that cannot be kept: one too many for the {@link Limits}, or not UTF-8. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message, null, false, false);
    }
  }

  int count() {
    return count;
  }

  int id(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return id(bytes, 0, bytes.length);
  }

  /** The id of the name with these bytes, the next free one if it is new. */
  int id(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int at = from; at < to; at++) {
      hash = hash * 31 + bytes[at];
    }
    hash *= 0x9E3779B9;
    int mask = table.length - 1;
    for (int slot = (hash >>> 7) & mask; ; slot = (slot + 1) & mask) {
      int id = table[slot] - 1;
      if (id < 0) {
        return add(bytes, from, to, slot);
      }
      if (Arrays.equals(text, begin(id), ends[id], bytes, from, to)) {
        return id;
      }
    }
  }

  String text(int id) {
    return new String(text, begin(id), ends[id] - begin(id), StandardCharsets.UTF_8);
  }

  /** The name as a number, if it is one: {@code {"0" 25}} and {@code {:0 25}} have the key 0. */
  boolean isInteger(int id) {
    int from = begin(id);
    int to = ends[id];
    if (from < to && text[from] == '-') {
      from++;
    }
    if (from == to || to - from > 18) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (text[at] < '0' || text[at] > '9') {
        return false;
      }
    }
    return true;
  }

  long integer(int id) {
    return Long.parseLong(text(id));
  }

  private int begin(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  private int add(byte[] bytes, int from, int to, int slot) {
    int begin = count == 0 ? 0 : ends[count - 1];
    if (count >= limits.names() || begin + (to - from) > limits.nameBytes()) {
      throw new Refused(
          "more than %,d different names, or %,d bytes of them"
              .formatted(limits.names(), limits.nameBytes()));
    }
    if (!isUtf8(bytes, from, to)) {
      throw new Refused("bytes that are not UTF-8");
    }
    if (begin + (to - from) > text.length) {
      text = Arrays.copyOf(text, Math.max(begin + (to - from), text.length * 2));
    }
    System.arraycopy(bytes, from, text, begin, to - from);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2);
    }
    ends[count] = begin + (to - from);
    table[slot] = ++count;
    if (count * 2 > table.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    table = new int[table.length * 2];
    int known = count;
    for (int id = 0; id < known; id++) {
      place(id);
    }
  }

  private void place(int id) {
    int hash = 0;
    for (int at = begin(id); at < ends[id]; at++) {
      hash = hash * 31 + text[at];
    }
    hash *= 0x9E3779B9;
    int mask = table.length - 1;
    int slot = (hash >>> 7) & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = id + 1;
  }

  static boolean isUtf8(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] < 0) {
        return decodes(bytes, from, to);
      }
    }
    return true;
  }

  private static boolean decodes(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException broken) {
      return false;
    }
  }
}
