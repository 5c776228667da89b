package dev.overdraft.check.txn;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the passes over single transactions come across: every one counted, the first ones kept. */
final class Sightings {

  /** More of one kind say nothing new. */
  static final int KEPT = 100;

  /** No micro-operation takes that part. */
  static final int NONE = -1;

  /**
   * One occurrence.
   *
   * @param op the micro-operation that shows it
   * @param other the one that it contradicts, or {@link #NONE}
   * @param at where in a list it shows that nobody wrote what was read, or {@link #NONE}
   */
  record Sighting(Phenomenon phenomenon, int op, int other, int at) {}

  private final Map<Phenomenon, List<Sighting>> kept = new EnumMap<>(Phenomenon.class);
  private final Map<Phenomenon, Long> counts = new EnumMap<>(Phenomenon.class);

  private final Ints repeated = new Ints();
  private final Ints unrecorded = new Ints();
  private final Ints unnumbered = new Ints();

  void add(Phenomenon phenomenon, int op, int other) {
    add(phenomenon, op, other, NONE);
  }

  void add(Phenomenon phenomenon, int op, int other, int at) {
    counts.merge(phenomenon, 1L, Long::sum);
    List<Sighting> list = kept.computeIfAbsent(phenomenon, p -> new ArrayList<>());
    if (list.size() < KEPT) {
      list.add(new Sighting(phenomenon, op, other, at));
    }
  }

  long count(Phenomenon phenomenon) {
    return counts.getOrDefault(phenomenon, 0L);
  }

  /** Notes that a write repeats a value of its key, which makes nothing certain any more. */
  void repeated(int op) {
    if (repeated.size() < KEPT) {
      repeated.add(op);
    }
  }

  Ints repeated() {
    return repeated;
  }

  /** Notes a version that a read names and that nobody recorded. */
  void unrecorded(int op) {
    if (unrecorded.size() < KEPT) {
      unrecorded.add(op);
    }
  }

  Ints unrecorded() {
    return unrecorded;
  }

  /** Notes a write that may have had an effect, in a place that is not known. */
  void unnumbered(int op) {
    if (unnumbered.size() < KEPT) {
      unnumbered.add(op);
    }
  }

  Ints unnumbered() {
    return unnumbered;
  }

  boolean any(Phenomenon... phenomena) {
    for (Phenomenon phenomenon : phenomena) {
      if (count(phenomenon) > 0) {
        return true;
      }
    }
    return false;
  }

  List<Sighting> of(Phenomenon phenomenon) {
    return kept.getOrDefault(phenomenon, List.of());
  }
}
