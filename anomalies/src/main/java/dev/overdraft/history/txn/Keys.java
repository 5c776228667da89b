package dev.overdraft.history.txn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers keys as they come and keeps what they are called: integers, or words. */
final class Keys {

  private final LongTable longs = new LongTable();
  private int[] keyOfLong = new int[16];
  private final Map<String, Integer> words = new HashMap<>();
  private final Map<Integer, String> wordOfKey = new HashMap<>();
  private long[] labels = new long[16];
  private int size;

  int intern(long key) {
    int known = longs.size();
    int number = longs.intern(key);
    if (number == known) {
      if (number == keyOfLong.length) {
        keyOfLong = Arrays.copyOf(keyOfLong, number * 2);
      }
      keyOfLong[number] = add(key);
    }
    return keyOfLong[number];
  }

  int intern(String key) {
    Integer known = words.get(key);
    if (known == null) {
      known = add(0);
      words.put(key, known);
      wordOfKey.put(known, key);
    }
    return known;
  }

  private int add(long label) {
    if (size == labels.length) {
      labels = Arrays.copyOf(labels, size * 2);
    }
    labels[size] = label;
    return size++;
  }

  int size() {
    return size;
  }

  /** What the file called that key. */
  String name(int key) {
    String word = wordOfKey.get(key);
    return word == null ? Long.toString(labels[key]) : word;
  }
}
