package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.history.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One line of what was tested, for people. Durability and isolation are what the server said of
 * itself: a level that was silently lowered shows here.
 */
record Fact(String name, String value) {

  /** What a plan says of the level where every strategy runs at the one that it is written for. */
  private static final String EACH_ITS_OWN = "each strategy's own";

  /** By engine: PostgreSQL, MariaDB, those in this JVM. */
  private static final List<List<String>> DURABILITY =
      List.of(
          List.of("fsync", "synchronous_commit"),
          List.of("innodb_flush_log_at_trx_commit", "innodb_doublewrite"),
          List.of("storage"));

  static List<Fact> of(Scoreboard board) {
    Plan plan = board.run();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("engine", plan.engine()));
    facts.add(new Fact("version", version(plan)));
    facts.add(new Fact("isolation", isolation(plan)));
    facts.add(new Fact("durability", durability(plan)));
    facts.add(new Fact("load", load(plan)));
    facts.add(new Fact("seed", String.valueOf(plan.seed())));
    Map<String, String> machine = new TreeMap<>(plan.environment());
    Optional.ofNullable(machine.remove("commit"))
        .ifPresent(commit -> facts.add(new Fact("commit", commit)));
    if (!machine.isEmpty()) {
      facts.add(new Fact("machine", joined(machine)));
    }
    String check = selfCheck(board);
    if (!check.isEmpty()) {
      facts.add(new Fact("self-check", check));
    }
    if (!board.observer().isEmpty()) {
      facts.add(new Fact("observer", board.observer()));
    }
    facts.add(new Fact("recorded", board.recordedAt() + (board.cutShort() ? ", cut short" : "")));
    return facts;
  }

  /** As the server writes it: PostgreSQL's setting has another name than everybody else's. */
  static String version(Plan plan) {
    return firstReadBack(plan, "server_version", "version");
  }

  /** What the engine calls the settings by which a commit survives a crash. */
  static String durability(Plan plan) {
    for (List<String> names : DURABILITY) {
      if (plan.settings().containsKey(names.get(0))) {
        return names.stream()
            .map(name -> name + " " + firstReadBack(plan, name))
            .collect(Collectors.joining(", "));
      }
    }
    return "not read back";
  }

  private static String firstReadBack(Plan plan, String... settings) {
    return Arrays.stream(settings)
        .filter(plan.settings()::containsKey)
        .map(name -> plan.settings().getOrDefault(name, ""))
        .findFirst()
        .orElse("not read back");
  }

  /** The recall of the checkers, and in whose history a planted fault was overlooked. */
  private static String selfCheck(Scoreboard board) {
    var text = new StringBuilder(board.selfCheck().toString());
    for (Scorecard card : board.strategies()) {
      card.selfCheck().lines().stream()
          .filter(SelfCheck.Line::missed)
          .forEach(line -> text.append("; in ").append(card.strategy()).append(": ").append(line));
    }
    return text.toString();
  }

  private static String isolation(Plan plan) {
    String actual = firstReadBack(plan, "transaction_isolation", "tx_isolation").replace('-', ' ');
    String asked = plan.isolation();
    if (asked.equals(EACH_ITS_OWN)) {
      return asked + "; a plain connection reads back " + actual;
    }
    return asked.replace('_', ' ').equalsIgnoreCase(actual)
        ? actual + ", read back"
        : "asked for " + asked + "; the server says " + actual;
  }

  private static String load(Plan plan) {
    List<String> parts = new ArrayList<>();
    parts.add(plan.workload() + " workload");
    parts.add(Wording.plural(plan.workers(), "worker"));
    parts.add(
        Wording.plural(plan.accounts(), "account") + " of " + Wording.count(plan.openingCents()));
    parts.add(plan.skew() == 0 ? "picked uniformly" : "skew " + plan.skew());
    if (plan.yieldMicros() > 0) {
      parts.add(Wording.count(plan.yieldMicros()) + " µs to think");
    }
    if (plan.durationMillis() > 0) {
      parts.add(Wording.count(plan.durationMillis()) + " ms each");
    }
    if (plan.operations() > 0) {
      parts.add("at most " + Wording.plural(plan.operations(), "operation") + " each");
    }
    return String.join(", ", parts);
  }

  private static String joined(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
