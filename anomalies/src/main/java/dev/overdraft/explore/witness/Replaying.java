package dev.overdraft.explore.witness;

import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a token's decisions to the letter, and stops at the first point where that is not
 * possible. For one run at a time; what it says afterwards is of the last.
 */
public final class Replaying implements Policy {

  private final ReplayToken token;
  private final List<String> expected;
  private int used;
  private @Nullable String divergence;

  /**
   * Repeats a token.
   *
   * @param expected the fingerprint of the step of every decision, where they are known; may be
   *     empty
   */
  public Replaying(ReplayToken token, List<String> expected) {
    this.token = token;
    this.expected = List.copyOf(expected);
  }

  @Override
  public Map<Integer, Integer> victims() {
    return token.victims();
  }

  @Override
  public int choose(List<Step> enabled, Past past) {
    int number = past.decisions().size();
    if (number == 0) {
      used = 0;
      divergence = null;
    }
    int chosen = enabled.get(0).actor();
    if (enabled.size() > 1) {
      if (used == token.choices().size()) {
        return diverge(number, "the token ends, but there is still a choice", enabled);
      }
      chosen = token.choices().get(used++);
    }
    for (Step step : enabled) {
      if (step.actor() == chosen) {
        return check(number, step, enabled);
      }
    }
    return diverge(
        number, "the token lets " + (char) ('A' + chosen) + " go, which cannot go on", enabled);
  }

  private int check(int number, Step step, List<Step> enabled) {
    if (number < expected.size() && !expected.get(number).equals(step.fingerprint())) {
      return diverge(
          number,
          "recorded was  %s%n  now it is     %s"
              .formatted(expected.get(number), step.fingerprint()),
          enabled);
    }
    return step.actor();
  }

  private int diverge(int number, String why, List<Step> enabled) {
    var text = new StringBuilder("decision ").append(number + 1).append(": ").append(why);
    for (Step step : enabled) {
      text.append("%n  %c could %s".formatted('A' + step.actor(), step.text()));
    }
    divergence = text.toString();
    return STOP;
  }

  /** Where and how the finished run differs from what the token was made from; empty if nowhere. */
  public Optional<String> divergence(Run run) {
    if (divergence != null) {
      return Optional.of(divergence);
    }
    if (used < token.choices().size()) {
      return Optional.of(
          "the run ended after %d of %d choices".formatted(used, token.choices().size()));
    }
    for (Map.Entry<Integer, Integer> chosen : token.victims().entrySet()) {
      if (!Deadlock.victims(run).entrySet().contains(chosen)) {
        return Optional.of(
            "decision %d: the deadlock did not cost %c its transaction"
                .formatted(chosen.getKey() + 1, (char) ('A' + chosen.getValue())));
      }
    }
    return token.hash().equals(ReplayToken.hash(run))
        ? Optional.empty()
        : Optional.of("the schedule was repeated, but the statements are not those recorded");
  }
}
