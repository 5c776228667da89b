package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.lesson.Lesson;
import dev.overdraft.explore.lesson.LessonFile;
import dev.overdraft.history.Isolation;
import dev.overdraft.reports.LessonPages;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overdraft lesson}: a race that the learner drives. */
@Command(
    name = "lesson",
    description =
        "Writes a page on which you let the actors of a race go yourself, one statement at a time."
            + " Every order has been run on the server beforehand, so each click answers what it"
            + " answered.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class LessonCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "An anti-pattern (ap-01 …), or STRATEGY.SCENARIO; see 'overdraft list'.")
  List<String> names = new ArrayList<>();

  @Option(names = "--course", description = "The twelve lessons in teaching order, and an index.")
  boolean course;

  @Option(names = "--terminal", description = "Drive it here instead of writing a page.")
  boolean terminal;

  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--also",
      paramLabel = "ENGINE",
      description = "Record on this engine as well (mariadb …); the page switches between them.")
  @Nullable String also;

  @Option(
      names = "--isolation",
      paramLabel = "LEVEL",
      converter = IsolationConverter.class,
      description = "Default: every level that something is stated for.")
  @Nullable Isolation isolation;

  @Option(
      names = "--orders",
      description = "A lesson may have at most so many orders. Default: ${DEFAULT-VALUE}.")
  int orders = 4000;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "overdraft-lessons",
      description = "Where the pages go. Default: ${DEFAULT-VALUE}.")
  Path out = Path.of("overdraft-lessons");

  private final PrintStream result;
  private final PrintStream err;
  private final InputStream in;

  LessonCommand(PrintStream result, PrintStream err, InputStream in) {
    this.result = result;
    this.err = err;
    this.in = in;
  }

  /** Something that can be recorded. */
  private interface Sketch {
    Lesson record(LessonSource source) throws Exception;
  }

  @Override
  public Integer call() throws Exception {
    if (names.isEmpty() && !course) {
      throw new UsageException("lesson needs a NAME, or --course; 'overdraft list' shows names");
    }
    if (terminal && (course || names.size() != 1)) {
      throw new UsageException("--terminal drives one lesson: name it");
    }
    List<Sketch> sketches = new ArrayList<>();
    var selection = new Selection(server.added.roster());
    for (String name : names) {
      sketches.add(sketch(name, selection));
    }
    try (Engine engine = server.start();
        SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
      if (also == null) {
        tell(sketches, List.of(source(engine, lease)));
      } else {
        try (Engine second = server.on(also).start();
            SchemaLease its = SchemaLease.claim(second.target(), RunSession.SCHEMA)) {
          tell(sketches, List.of(source(engine, lease), source(second, its)));
        }
      }
    }
    return ExitCode.AS_EXPECTED;
  }

  private LessonSource source(Engine engine, SchemaLease lease) {
    return new LessonSource(
        engine.target(), lease, engine.describe(), server.added.roster(), isolation, orders, err);
  }

  private void tell(List<Sketch> sketches, List<LessonSource> sources) throws Exception {
    for (Sketch sketch : sketches) {
      Lesson lesson = record(sketch, sources);
      if (terminal) {
        new TerminalLesson(lesson, result, in).drive();
      } else {
        write(lesson.name() + ".html", lesson, LessonPages.Place.alone());
      }
    }
    if (course) {
      course(sources);
    }
  }

  /** On the first server, and on the second too if the race can be run there. */
  private Lesson record(Sketch sketch, List<LessonSource> sources) throws Exception {
    Lesson lesson = sketch.record(sources.get(0));
    for (LessonSource second : sources.subList(1, sources.size())) {
      try {
        lesson = TwoEngines.of(lesson, sketch.record(second));
      } catch (UsageException none) {
        err.println("overdraft: not on " + second.engine() + ": " + none.getMessage());
      }
    }
    return lesson;
  }

  /** Every lesson whose anti-pattern can be run here, and an index that says which cannot. */
  private void course(List<LessonSource> sources) throws Exception {
    List<LessonPages.Entry> entries = new ArrayList<>();
    Set<String> before = new HashSet<>();
    for (Scenarios.Taught taught : Scenarios.course()) {
      AntiPattern story = taught.antiPattern();
      int number = taught.lesson().number();
      String title = taught.lesson().title();
      String file = "%02d-%s.html".formatted(number, story.name());
      String missing = "";
      try {
        // What has been taught broken comes back mended.
        boolean mended = !before.add(story.name());
        write(
            file,
            record(source -> source.of(story), sources),
            new LessonPages.Place(number, title, mended));
      } catch (UsageException none) {
        missing = String.valueOf(none.getMessage());
      }
      entries.add(new LessonPages.Entry(number, title, taught.lesson().takeaway(), file, missing));
    }
    Path index = out.resolve("index.html");
    Files.writeString(index, LessonPages.index(entries));
    result.println("Course: " + index.toAbsolutePath().toUri());
  }

  private void write(String file, Lesson lesson, LessonPages.Place place) throws IOException {
    Files.createDirectories(out);
    Path page = out.resolve(file);
    Files.writeString(page, LessonPages.page(LessonFile.text(lesson), place));
    result.printf(
        "Lesson: %s (%s)%n",
        page.toAbsolutePath().toUri(),
        String.join(
            "; ",
            lesson.parts().stream()
                .map(
                    part ->
                        part.id()
                            + " "
                            + String.join(
                                ", ",
                                part.trees().stream()
                                    .map(
                                        tree ->
                                            "%d of %d orders break it at %s"
                                                .formatted(
                                                    tree.broken(), tree.orders(), tree.level()))
                                    .toList()))
                .toList()));
  }

  private Sketch sketch(String name, Selection selection) {
    Optional<AntiPattern> story =
        server.added.catalogue().find(name).map(found -> found.antiPattern());
    if (story.isPresent()) {
      return source -> source.of(story.get());
    }
    int dot = name.indexOf('.');
    String wanted = dot < 0 ? "two-withdrawals" : name.substring(dot + 1);
    BankScenario scenario =
        BankScenario.all().stream()
            .filter(each -> each.name().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new UsageException(
                        "there is no scenario '%s': use one of %s"
                            .formatted(
                                wanted,
                                BankScenario.all().stream().map(BankScenario::name).toList())));
    BankStrategy strategy = selection.of(List.of(dot < 0 ? name : name.substring(0, dot))).get(0);
    if (!strategy.shown().steps()) {
      throw new UsageException("no lesson: " + BankExplorer.notStepped(strategy));
    }
    return source -> source.of(strategy, scenario);
  }
}
