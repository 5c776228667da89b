package dev.overdraft.cli;

import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Excerpt;
import dev.overdraft.scenarios.Lesson;
import dev.overdraft.scenarios.Rule;
import dev.overdraft.scenarios.Variant;
import dev.overdraft.scenarios.Where;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code overdraft explain}: the story of an anti-pattern or of a strategy, with its code. */
@Command(
    name = "explain",
    description =
        "Tells the story of an anti-pattern: the code as people write it, what breaks where, and"
            + " the fix. Or shows the file of a strategy. Needs no database.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:told", "2:usage"})
final class ExplainCommand implements Callable<Integer> {

  private static final int WIDTH = 96;

  @Parameters(
      paramLabel = "NAME",
      description = "An anti-pattern such as ap-12-write-skew, or ap-12; or a strategy.")
  @Nullable String name;

  @Mixin ClassPathOptions added = new ClassPathOptions();

  private final PrintStream out;

  ExplainCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    String wanted = String.valueOf(name);
    Optional<BankStrategy> strategy = added.roster().byName(wanted);
    if (strategy.isPresent()) {
      tell(strategy.get());
      return ExitCode.AS_EXPECTED;
    }
    tell(
        added
            .catalogue()
            .find(wanted)
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no anti-pattern or strategy '%s'; 'overdraft list' shows them"
                            .formatted(wanted)))
            .antiPattern());
    return ExitCode.AS_EXPECTED;
  }

  private void tell(AntiPattern ap) {
    out.printf("AP%d %s: %s%n", ap.number(), ap.name(), ap.title());
    for (Lesson lesson : ap.lessons()) {
      out.printf("lesson %d, %s: %s%n", lesson.number(), lesson.title(), lesson.takeaway());
    }
    out.println();
    paragraph(ap.story());
    code("The code, as people write it", ap, Variant.BROKEN);
    out.println("What breaks");
    for (Rule rule : ap.breaks()) {
      out.printf("  %-4s %-22s %s%n", rule.code(), rule.id(), rule.sentence());
    }
    where(ap);
    out.printf("%nThe fix%n%n");
    paragraph(ap.fix());
    code("The code, mended", ap, Variant.FIXED);
    out.println("The interleaving, as your server answers");
    out.printf("  overdraft explore %s%n", ap.name());
    if (!ap.aliases().isEmpty()) {
      out.printf("%nAlso called %s%n", String.join(", ", ap.aliases().keySet()));
    }
    if (!ap.references().isEmpty()) {
      out.printf("%nSee%n");
      ap.references().forEach(reference -> out.printf("  %s%n", reference));
    }
  }

  private void where(AntiPattern ap) {
    out.printf("%nWhere%n");
    for (Where each : ap.where()) {
      String note =
          Stream.concat(each.condition().stream(), Stream.of(each.note()))
              .filter(part -> !part.isEmpty())
              .map(part -> ": " + part)
              .collect(Collectors.joining());
      out.printf(
          "  %-12s %-18s %-7s %s%s%n",
          each.engine(),
          each.level().sql(),
          each.breaks() ? "breaks" : "holds",
          each.basis().name().toLowerCase(Locale.ROOT),
          note);
    }
  }

  private void code(String heading, AntiPattern ap, Variant variant) {
    String code = Excerpt.of(ap, variant).orElse("the sources are not in this installation\n");
    out.printf("%s%n%n%s%n", heading, code.indent(4).stripTrailing() + "\n");
  }

  /** Wrapped anew, whatever its own lines are. */
  private void paragraph(String text) {
    var line = new StringBuilder();
    for (String word : text.split("\\s+", -1)) {
      if (line.length() + word.length() >= WIDTH) {
        out.println(line.toString().strip());
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    out.printf("%s%n%n", line.toString().strip());
  }

  private void tell(BankStrategy strategy) {
    out.printf(
        "%s (%s, %s): %s; its twin is %s%n%n",
        strategy.name(),
        strategy.family(),
        strategy.kind().name().toLowerCase(Locale.ROOT),
        strategy.summary(),
        strategy.twin());
    List<String> lines =
        Excerpt.source(strategy.type()).orElse(List.of("the sources are not in this installation"));
    int story = Math.max(0, lines.indexOf("/**"));
    lines.subList(story, lines.size()).forEach(out::println);
    out.printf("%nEvery interleaving of small scenarios: overdraft explore %s%n", strategy.name());
  }
}
