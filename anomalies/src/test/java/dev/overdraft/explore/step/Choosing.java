package dev.overdraft.explore.step;

import java.util.List;

/**
 * Takes the first one that can go on, after some choices.
 *
 * @param first whom to let go at the first decisions
 */
record Choosing(List<Integer> first) implements Policy {
  @Override
  public int choose(List<Step> enabled, Past past) {
    int now = past.decisions().size();
    return now < first.size() ? first.get(now) : enabled.get(0).actor();
  }
}
