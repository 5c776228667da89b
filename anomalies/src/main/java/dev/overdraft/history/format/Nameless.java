package dev.overdraft.history.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Open invocations that name no process, so that nobody knows which answer is whose.
 *
 * <p>While there is one at a time, the next answer is its. Those that were open at once are no
 * pairs: their answers tell what happened but not since when. An answer then takes away one
 * invocation that asked for just that, lest it be counted twice; which one of several that asked
 * for the same does not matter. What is left at the end was never answered.
 */
final class Nameless {

  /** Behind so many that do not fit nothing is looked for, for the sake of hostile files. */
  private static final int LOOKED_AT = 1_000;

  private final List<Asked> open = new ArrayList<>();

  /** Whether any that is open was so together with another. */
  private boolean crowded;

  void add(Asked asked) {
    crowded = !open.isEmpty();
    open.add(asked);
  }

  int size() {
    return open.size();
  }

  /** The invocation that was answered, if it can only be that one. */
  Optional<Asked> pair() {
    return crowded || open.isEmpty() ? Optional.empty() : Optional.of(open.remove(0));
  }

  /** Takes away one that asked for what was answered, if there is any. */
  Optional<Asked> take(Entry answer) {
    for (int at = 0; at < Math.min(open.size(), LOOKED_AT); at++) {
      Entry asked = open.get(at).invocation;
      if (asked.f == answer.f && asked.value.isFilledBy(answer.value)) {
        return Optional.of(open.remove(at));
      }
    }
    return Optional.empty();
  }

  /** Those that nobody answered; none is open afterwards. */
  List<Asked> end() {
    List<Asked> rest = List.copyOf(open);
    open.clear();
    return rest;
  }
}
