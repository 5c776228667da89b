package dev.overdraft.cli;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.lesson.Lesson;
import dev.overdraft.explore.lesson.OrderRecorder;
import dev.overdraft.explore.lesson.OrderTree;
import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.history.Isolation;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Excerpt;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.scenarios.Setting;
import dev.overdraft.scenarios.Variant;
import dev.overdraft.scenarios.Where;
import dev.overdraft.strategies.Roster;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records lessons on one server: the anti-patterns of the catalogue, and each strategy of the bank
 * beside the one that mends or breaks it, or alone if that one is not known.
 *
 * @param roster where the other one is looked up
 * @param isolation record at this level alone, instead of all that something is stated for
 * @param most orders that a lesson may have
 * @param log where levels that make no lesson are told
 */
record LessonSource(
    Target target,
    SchemaLease lease,
    String engine,
    Roster roster,
    @Nullable Isolation isolation,
    int most,
    PrintStream log) {

  private static final String BROKEN = "As people write it";
  private static final String FIXED = "Mended";

  /** What all levels and versions of a lesson have in common. */
  private record Staged(List<String> given, List<String> rules) {
    static Staged of(Scenario scenario) {
      List<String> rules =
          new ArrayList<>(scenario.invariants().stream().map(Invariant::name).toList());
      if (scenario.serial()) {
        rules.add("the outcome is that of some order without interleaving");
      }
      return new Staged(scenario.given(), rules);
    }
  }

  /** A lesson of the catalogue. */
  Lesson of(AntiPattern story) throws Exception {
    List<Isolation> stated =
        story.on(target.dialect()).stream().map(Where::level).distinct().toList();
    List<Isolation> levels =
        isolation != null
            ? List.of(isolation)
            : stated.isEmpty() ? List.of(Isolation.READ_COMMITTED) : stated;
    List<Lesson.Part> parts = new ArrayList<>();
    Staged staged = new Staged(List.of(), List.of());
    for (Variant variant : Variant.values()) {
      List<OrderTree> trees = new ArrayList<>();
      for (Isolation level : levels) {
        lease.recreate();
        DataSource schema = target.unpooled(level, lease.name());
        try (var explorer = Explorer.on(schema);
            var setting = new Setting(explorer.dataSource(), target.dialect())) {
          explorer.execute(story.tables().toArray(String[]::new));
          Scenario scenario = story.scenario(variant, setting);
          staged = Staged.of(scenario);
          record(explorer, scenario, level, trees);
        }
      }
      boolean broken = variant == Variant.BROKEN;
      parts.add(
          new Lesson.Part(
              broken ? "broken" : "fixed",
              broken ? BROKEN : FIXED,
              Excerpt.of(story, variant).orElse(""),
              trees));
    }
    return lesson(
        story.name(), story.title(), story.story(), story.fix(), story.references(), staged, parts);
  }

  /** A scenario of the bank with a strategy, and with its twin if that is known. */
  Lesson of(BankStrategy strategy, BankScenario scenario) throws Exception {
    List<BankStrategy> told = new ArrayList<>(List.of(strategy));
    roster
        .byName(strategy.twin())
        .filter(twin -> twin.kind() != strategy.kind())
        .ifPresent(told::add);
    // The broken one first.
    told.sort(Comparator.comparing(BankStrategy::kind).reversed());
    List<Lesson.Part> parts = new ArrayList<>();
    Staged staged = new Staged(List.of(), List.of());
    for (BankStrategy each : told) {
      boolean broken = each.kind() == BankStrategy.Kind.BROKEN;
      List<OrderTree> trees = new ArrayList<>();
      Isolation level = isolation != null ? isolation : each.isolation();
      lease.recreate();
      try (var explorer = new BankExplorer(target, lease.name(), each, level)) {
        Scenario built = explorer.scenario(scenario);
        staged = Staged.of(built);
        record(explorer.explorer(), built, level, trees);
      }
      String label = broken ? BROKEN : FIXED;
      String code = Excerpt.source(each.type()).map(LessonSource::withoutHead).orElse("");
      parts.add(
          new Lesson.Part(broken ? "broken" : "fixed", label + ": " + each.name(), code, trees));
    }
    BankStrategy first = told.get(0);
    BankStrategy last = told.get(told.size() - 1);
    String name = strategy.name() + "." + scenario.name();
    String story = "%s. The code %s.".formatted(capital(scenario.summary()), first.summary());
    return lesson(
        name,
        capital(scenario.summary()),
        story,
        last.kind() == BankStrategy.Kind.BROKEN
            ? "No strategy that mends it is known here."
            : capital(last.summary()) + ".",
        List.of(),
        staged,
        parts);
  }

  private void record(Explorer explorer, Scenario scenario, Isolation level, List<OrderTree> trees)
      throws SQLException, InterruptedException {
    DataSource outside = target.unpooled(Isolation.READ_COMMITTED, lease.name());
    try {
      trees.add(OrderRecorder.record(explorer, scenario, outside, most));
    } catch (IllegalStateException none) {
      log.println("overdraft: not at " + level.sql() + ": " + none.getMessage());
    }
  }

  private Lesson lesson(
      String name,
      String title,
      String story,
      String fix,
      List<String> references,
      Staged staged,
      List<Lesson.Part> parts) {
    if (parts.stream().anyMatch(part -> part.trees().isEmpty())) {
      throw new UsageException(name + " makes no lesson here: not every order of it could be run");
    }
    return new Lesson(
        name,
        title,
        story,
        staged.rules(),
        fix,
        takeaway(name),
        references,
        engine,
        staged.given(),
        parts);
  }

  /** What a learner keeps; empty for what is not of the course. */
  private static String takeaway(String name) {
    return Scenarios.course().stream()
        .filter(taught -> taught.antiPattern().name().equals(name))
        .findFirst()
        .map(taught -> taught.lesson().takeaway())
        .orElse("");
  }

  /** A source file from its first comment on. */
  private static String withoutHead(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("/**"))
        .collect(Collectors.joining("\n"));
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
  }
}
