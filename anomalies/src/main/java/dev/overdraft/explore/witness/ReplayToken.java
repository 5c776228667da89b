package dev.overdraft.explore.witness;

import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Decision;
import dev.overdraft.explore.step.Run;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A schedule in one word: {@code two-withdrawals:A1B2A1:9f3c}. Letters are actors in the order of
 * the scenario, numbers how many free decisions in a row let them go; a decision without a choice
 * is left out. Where a deadlock cost another one than the actor who closed it, {@code x4A} says so:
 * the fourth decision, free or not, cost A his transaction.
 *
 * @param choices the actor of each free decision
 * @param victims see {@link dev.overdraft.explore.step.Policy#victims}
 * @param hash of the statements' texts without values, four hexadecimal digits
 */
public record ReplayToken(
    String scenario, List<Integer> choices, Map<Integer, Integer> victims, String hash) {

  private static final Pattern FORM =
      Pattern.compile("(.+):((?:[A-Z]\\d+)*)((?:x\\d+[A-Z])*):([0-9a-f]{4})");
  private static final Pattern PART = Pattern.compile("([A-Z])(\\d+)");
  private static final Pattern VICTIM = Pattern.compile("x(\\d+)([A-Z])");
  private static final int MOST_CHOICES = 10_000;

  public ReplayToken {
    choices = List.copyOf(choices);
    victims = Map.copyOf(victims);
  }

  /** The token of a run. */
  public static ReplayToken of(String scenario, Run run) {
    return new ReplayToken(
        scenario,
        run.decisions().stream().filter(Decision::free).map(Decision::chosen).toList(),
        Deadlock.victims(run),
        hash(run));
  }

  /** The same for a scenario that is called otherwise. */
  public ReplayToken named(String other) {
    return new ReplayToken(other, choices, victims, hash);
  }

  /** A hash of what was sent, in order. */
  public static String hash(Run run) {
    var crc = new CRC32();
    for (Decision decision : run.decisions()) {
      String line = decision.chosen() + " " + decision.step().fingerprint() + "\n";
      crc.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return "%04x".formatted(crc.getValue() & 0xffff);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ReplayToken parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "not a replay token: '" + text + "'; one looks like two-withdrawals:A1B2A1:9f3c");
    }
    List<Integer> choices = new ArrayList<>();
    Matcher part = PART.matcher(form.group(2));
    while (part.find()) {
      int times = Integer.parseInt(part.group(2));
      if (choices.size() + times > MOST_CHOICES) {
        throw new IllegalArgumentException("a token of more than " + MOST_CHOICES + " choices");
      }
      for (int i = 0; i < times; i++) {
        choices.add(part.group(1).charAt(0) - 'A');
      }
    }
    Map<Integer, Integer> victims = new TreeMap<>();
    Matcher victim = VICTIM.matcher(form.group(3));
    while (victim.find()) {
      victims.put(Integer.parseInt(victim.group(1)) - 1, victim.group(2).charAt(0) - 'A');
    }
    return new ReplayToken(form.group(1), choices, victims, form.group(4));
  }

  @Override
  public String toString() {
    var text = new StringBuilder(scenario).append(':');
    for (int i = 0; i < choices.size(); ) {
      int end = i;
      while (end < choices.size() && choices.get(end).equals(choices.get(i))) {
        end++;
      }
      text.append((char) ('A' + choices.get(i))).append(end - i);
      i = end;
    }
    new TreeMap<>(victims)
        .forEach(
            (decision, victim) ->
                text.append('x').append(decision + 1).append((char) ('A' + victim)));
    return text.append(':').append(hash).toString();
  }
}
