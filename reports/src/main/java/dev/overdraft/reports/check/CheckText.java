package dev.overdraft.reports.check;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.check.linear.Linearizability;
import dev.overdraft.history.format.Summary;
import dev.overdraft.reports.Plain;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code check} prints. */
public final class CheckText {

  private static final int PROOFS = 3;

  private final StringBuilder out = new StringBuilder();

  private CheckText() {}

  /** The whole answer. */
  public static String render(String file, Checked checked) {
    var text = new CheckText();
    text.recording(file, checked);
    checked.levels().ifPresent(levels -> text.levels(levels));
    checked.objects().ifPresent(objects -> text.objects(objects));
    text.findings(checked);
    text.rest(checked);
    return text.out.toString();
  }

  /** A line for each kind of finding, and its first occurrence. */
  public static String brief(Checked checked) {
    var text = new CheckText();
    String last = "";
    for (CheckedFinding each : checked.findings()) {
      if (!Kinds.of(each).equals(last)) {
        text.line("  %s", headline(each, checked.promise()));
        text.line("      %s", Plain.line(each.sentence()));
      }
      last = Kinds.of(each);
    }
    text.line("  %s", verdict(checked));
    return text.out.toString();
  }

  private void recording(String file, Checked checked) {
    Summary summary = checked.summary();
    line(
        "%s: %s, %s%s, %,d operations",
        file,
        summary.format().title(),
        summary.workload().word(),
        summary.guessed() ? " (guessed)" : "",
        summary.operations());
    for (Map.Entry<String, Summary.Count> each : summary.counts().entrySet()) {
      Summary.Count count = each.getValue();
      line(
          "  %-10s %,9d ok %,9d fail %,9d unknown",
          Plain.clip(each.getKey(), 10), count.ok(), count.fail(), count.info());
    }
    summary.notes().forEach(note -> line("  note: %s", Plain.line(note)));
    checked.faults().stream()
        .limit(10)
        .forEach(fault -> line("  recording at fault: %s", Plain.line(fault)));
    if (checked.faults().size() > 10) {
      line("  and %,d more faults of the recording", checked.faults().size() - 10);
    }
  }

  private void levels(Levels levels) {
    line("");
    line("%-16s %-44s %s", "", "strongest level that holds", "weakest level that is broken");
    for (Axis axis : Axis.values()) {
      line(
          "  %-14s %-44s %s",
          axis == Axis.SESSION ? "strong session" : axis.word(),
          titles(levels.strongest(axis), "none known"),
          titles(levels.weakestBroken(axis), "none"));
    }
  }

  private void objects(Linearizability objects) {
    line("");
    line(
        "In real time, object by object: %,d of %,d linearizable, %,d not, %,d undecided; chances to"
            + " see it: %,d",
        objects.holding(),
        objects.objects(),
        objects.violated(),
        objects.undecided(),
        objects.chances());
    objects.reasons().stream()
        .limit(PROOFS)
        .forEach(reason -> line("  undecided: %s", Plain.line(reason)));
  }

  private static String titles(Set<Level> levels, String none) {
    return levels.isEmpty()
        ? none
        : levels.stream().map(Level::title).collect(Collectors.joining(", "));
  }

  private void findings(Checked checked) {
    line("");
    if (checked.findings().isEmpty()) {
      line("Found nothing.");
    }
    for (Map.Entry<String, Integer> kind : Kinds.of(checked.findings()).entrySet()) {
      kind(checked, kind.getKey());
    }
  }

  private void kind(Checked checked, String kind) {
    int shown = 0;
    for (CheckedFinding each : checked.findings()) {
      if (!Kinds.of(each).equals(kind) || shown++ >= PROOFS) {
        continue;
      }
      if (shown == 1) {
        line("%s", headline(each, checked.promise()));
      }
      line("    %s", Plain.line(each.sentence()));
      if (shown == 1) {
        each.proof().forEach(proof -> line("      %s", Plain.line(proof)));
      }
    }
  }

  private static String headline(CheckedFinding each, Promise promise) {
    return "%s %s%s, %s%s"
        .formatted(
            each.allowed() ? "·" : "✗",
            each.title(),
            each.code().isEmpty() ? "" : " (" + each.code() + ")",
            each.count() == 1 ? "once" : String.format(Locale.ROOT, "%,d times", each.count()),
            each.allowed() ? ", allowed at " + promise.title() : "");
  }

  private void rest(Checked checked) {
    line("");
    if (!checked.equation().isEmpty()) {
      line("%s", Plain.line(checked.equation()));
    }
    checked.trust().forEach(what -> line("%s", Plain.line(what)));
    checked.notSearched().forEach(what -> line("Not searched: %s", Plain.line(what)));
    line("Chances: %,d", checked.chances());
    line("%s", verdict(checked));
  }

  private static String verdict(Checked checked) {
    boolean levels = checked.levels().isPresent();
    String promise = levels ? checked.promise().title() : "what its operations allow";
    return switch (checked.outcome()) {
      case AS_PROMISED -> "As promised: the history satisfies " + promise + ".";
      case BROKEN -> "Broken: the history does not satisfy " + promise + ".";
      case INCONCLUSIVE -> "Inconclusive: " + Plain.line(checked.inconclusive()) + ".";
    };
  }

  private void line(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }
}
