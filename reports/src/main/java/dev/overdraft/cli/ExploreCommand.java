package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.probe.Probe;
import dev.overdraft.explore.witness.JUnitCode;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.explore.witness.Witness;
import dev.overdraft.history.Isolation;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.strategies.NotOn;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
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

/** {@code overdraft explore}: every interleaving of a small scenario, statement by statement. */
@Command(
    name = "explore",
    description =
        "Runs every inequivalent interleaving of small scenarios on the real server, one statement"
            + " at a time, and prints the shortest one that breaks a rule. An anti-pattern is"
            + " explored as people write it, and then with its fix.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as expected: good strategies and fixes hold, broken ones fail",
      "1:a good strategy fails",
      "2:usage",
      "4:inconclusive",
      "5:the environment"
    })
final class ExploreCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description =
          "A strategy or a family, or STRATEGY.SCENARIO; an anti-pattern such as ap-12-write-skew,"
              + " or ap-12, with .broken or .fixed behind it for one of the two; 'scenarios' for"
              + " all of them; 'money', or one of its techniques. See 'overdraft list'.")
  List<String> names = new ArrayList<>();

  @Mixin ServerOptions server = new ServerOptions();

  @Option(names = "--actors", description = "Scenarios of at most so many actors. Default: 3.")
  int actors = 3;

  @Option(
      names = "--isolation",
      paramLabel = "LEVEL",
      converter = IsolationConverter.class,
      description = "Default: the level that each strategy is written for.")
  @Nullable Isolation isolation;

  @Option(
      names = "--budget",
      description = "For each scenario: 10s, or '500 schedules'. Default: ${DEFAULT-VALUE}.")
  String budget = "10s";

  @Option(
      names = "--every-victim",
      description =
          "Explore each deadlock once for each one in its cycle, aborted by the server; else it is"
              + " the one who closes the cycle. PostgreSQL only.")
  boolean everyVictim;

  @Option(names = "--replay", paramLabel = "TOKEN", description = "Repeat one schedule.")
  @Nullable String replay;

  @Option(
      names = "--export",
      paramLabel = "FORM",
      description =
          "Write the first failing schedule for another tool: junit, sql or isolationtester;"
              + " sql alone on engines other than PostgreSQL. Needs --out.")
  @Nullable String form;

  @Option(names = "--out", paramLabel = "FILE", description = "Where --export writes to.")
  @Nullable Path file;

  private final PrintStream out;
  private final PrintStream err;

  ExploreCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Budget each = budget();
    ReplayToken token = replay == null ? null : token(replay);
    ExploredNames asked = names();
    boolean stepped = !asked.strategies().isEmpty() || !asked.scenarios().isEmpty();
    Optional<WitnessExport> export = export(stepped);
    int worst = ExitCode.AS_EXPECTED;
    try (Engine engine = server.start();
        var stages = Stages.claim(engine.target())) {
      if (stepped) {
        requireSteps(engine.target());
        requireVictims(engine.target().dialect());
      }
      export.ifPresent(file -> file.require(engine.target().dialect()));
      var runs =
          new ScenarioRuns(out, engine.target(), stages.first(), isolation, everyVictim, export);
      List<Scenarios.Named> scenarios =
          asked.everyScenario() ? runs.stated(asked.scenarios()) : asked.scenarios();
      if (scenarios.isEmpty() && asked.everyScenario()) {
        worst = ExitCode.INCONCLUSIVE;
      }
      for (Scenarios.Named named : scenarios) {
        worst =
            ExitCode.worse(
                worst, token == null ? runs.explore(named, each) : runs.replay(named, token));
      }
      if (!asked.money().isEmpty()) {
        stages.first().recreate();
        var report = new MoneyReport(out, asked.money());
        worst = ExitCode.worse(worst, report.print(engine.target(), stages.first().name()));
      }
      Settings settings = engine.target().readSettings(Isolation.READ_COMMITTED);
      List<ExploredStrategy> applicable = applicable(asked.strategies(), settings.dialect());
      if (applicable.isEmpty() && !asked.strategies().isEmpty()) {
        worst = ExitCode.worse(worst, ExitCode.INCONCLUSIVE);
      }
      Set<String> answered = new HashSet<>();
      for (ExploredStrategy task : applicable) {
        List<String> schemas = stages.clear(task.strategy());
        Isolation level = isolation == null ? task.strategy().isolation() : isolation;
        if (token == null && task.at(level).scenarios().isEmpty()) {
          out.printf("%s%n%n", task.notAsked(level));
          continue;
        }
        answered.add(task.name());
        var expected = Expectation.of(task.strategy(), settings, level);
        try (var explorer = new BankExplorer(engine.target(), schemas, task.strategy(), level)) {
          if (everyVictim) {
            explorer.everyVictim();
          }
          int ended =
              token == null
                  ? explore(explorer, task.at(level), expected, each, export)
                  : replay(explorer, task, token, export);
          worst = ExitCode.worse(worst, ended);
        }
      }
      if (!applicable.stream().allMatch(task -> answered.contains(task.name()))) {
        worst = ExitCode.worse(worst, ExitCode.INCONCLUSIVE);
      }
    }
    if (export.isPresent() && !export.get().written()) {
      err.println("nothing was exported: no schedule failed");
    }
    return worst;
  }

  /**
   * Names those that cannot be stepped and those that the engine does not understand, and goes on
   * with the others.
   */
  private List<ExploredStrategy> applicable(List<ExploredStrategy> tasks, Dialect dialect) {
    List<ExploredStrategy> applicable = new ArrayList<>();
    for (ExploredStrategy task : tasks) {
      Optional<String> reason = NotOn.reason(task.strategy(), dialect);
      if (!task.strategy().shown().steps()) {
        out.printf("%s%n%n", BankExplorer.notStepped(task.strategy()));
      } else if (reason.isEmpty()) {
        applicable.add(task);
      } else {
        out.printf(
            "%s is not applicable on %s: %s%n%n",
            task.strategy().name(), dialect.label(), reason.get());
      }
    }
    return applicable;
  }

  private int explore(
      BankExplorer explorer,
      ExploredStrategy task,
      Expectation expected,
      Budget each,
      Optional<WitnessExport> export)
      throws Exception {
    int held = 0;
    int failed = 0;
    for (BankScenario scenario : task.scenarios()) {
      Exploration exploration;
      try {
        exploration = explorer.explore(scenario, each);
      } catch (IllegalStateException spent) {
        out.printf("%s is not explored: %s%n%n", scenario.name(), spent.getMessage());
        break;
      }
      out.println(exploration);
      out.println();
      if (exploration.witness().isPresent()) {
        export(export, explorer, task, scenario, exploration.witness().get());
      }
      held += exploration.verdict() == Exploration.Verdict.HOLDS ? 1 : 0;
      failed += exploration.verdict() == Exploration.Verdict.FAILS ? 1 : 0;
    }
    if (expected == Expectation.UNSEEN) {
      out.println(task.strategy().name() + " breaks under load; no schedule of these shows it");
    }
    return expected.exitCode(failed, held, task.scenarios().size());
  }

  private int replay(
      BankExplorer explorer,
      ExploredStrategy task,
      ReplayToken token,
      Optional<WitnessExport> export)
      throws Exception {
    Replay repeated = explorer.replay(task.scenarios().get(0), token);
    if (repeated.divergence().isPresent()) {
      out.println(token + " cannot be repeated:");
      out.println(repeated.divergence().get());
      return ExitCode.INCONCLUSIVE;
    }
    out.println(repeated.text());
    if (repeated.witness().isPresent()) {
      export(export, explorer, task, task.scenarios().get(0), repeated.witness().get());
    }
    return repeated.played().failure().isPresent() ? ExitCode.ANOMALY : ExitCode.AS_EXPECTED;
  }

  private Optional<WitnessExport> export(boolean stepped) {
    String wanted = form;
    Path target = file;
    if (wanted == null && target == null) {
      return Optional.empty();
    }
    if (wanted == null || target == null) {
      throw new UsageException("--export and --out go together: --export sql --out race.sql");
    }
    if (!stepped) {
      throw new UsageException("--export: sums have no schedule; name a strategy or anti-pattern");
    }
    return Optional.of(new WitnessExport(WitnessExport.Form.named(wanted), target, err));
  }

  private static void export(
      Optional<WitnessExport> export,
      BankExplorer explorer,
      ExploredStrategy task,
      BankScenario scenario,
      Witness witness)
      throws IOException {
    if (export.isPresent()) {
      JUnitCode code = WitnessExport.code(task.strategy().name(), scenario);
      export.get().write(explorer.exports(scenario, witness), code);
    }
  }

  private static void requireSteps(Target target) throws SQLException {
    Optional<String> unseen = Probe.unseen(target);
    if (unseen.isPresent()) {
      throw new UsageException(
          "nothing can be explored on " + target.dialect().label() + ": " + unseen.get());
    }
  }

  private void requireVictims(Dialect dialect) {
    if (everyVictim && dialect != Dialect.POSTGRESQL) {
      throw new UsageException(
          "--every-victim: %s does not let us choose whom a deadlock costs his transaction; only"
                  .formatted(dialect.label())
              + " PostgreSQL does");
    }
  }

  private Budget budget() {
    try {
      return Budget.parse(budget);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--budget: " + wrong.getMessage());
    }
  }

  private ReplayToken token(String text) {
    try {
      return ReplayToken.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--replay: " + wrong.getMessage());
    }
  }

  private ExploredNames names() {
    List<String> wanted =
        replay == null ? names : List.of(replay.substring(0, Math.max(0, replay.indexOf(':'))));
    return ExploredNames.of(
        wanted, actors, new Selection(server.added.roster()), server.added.catalogue());
  }
}
