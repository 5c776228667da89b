package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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
            + " at a time, and prints the shortest one that breaks a rule.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as expected: good strategies hold, broken ones fail",
      "1:a good strategy fails",
      "2:usage",
      "4:inconclusive",
      "5:the environment"
    })
final class ExploreCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STRATEGY",
      arity = "1..*",
      description = "A strategy or a family, or NAME.SCENARIO; see 'overdraft list'.")
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

  @Option(names = "--replay", paramLabel = "TOKEN", description = "Repeat one schedule.")
  @Nullable String replay;

  private final PrintStream out;

  ExploreCommand(PrintStream out) {
    this.out = out;
  }

  /** What is to be explored. */
  private record Task(BankStrategy strategy, List<BankScenario> scenarios) {
    /** Without the scenarios that cannot be asked of the strategy at this level. */
    Task at(Isolation level) {
      List<BankScenario> asked = BankScenario.of(strategy, level);
      return new Task(strategy, scenarios.stream().filter(asked::contains).toList());
    }
  }

  @Override
  public Integer call() throws Exception {
    Budget each = budget();
    ReplayToken token = replay == null ? null : token(replay);
    List<Task> tasks = tasks();
    int worst = ExitCode.AS_EXPECTED;
    try (Engine engine = server.start();
        SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
      for (Task task : tasks) {
        lease.recreate();
        Isolation level = isolation == null ? task.strategy().isolation() : isolation;
        try (var explorer =
            new BankExplorer(engine.target(), lease.name(), task.strategy(), level)) {
          int ended =
              token == null
                  ? explore(explorer, task.at(level), each)
                  : replay(explorer, task, token);
          worst = Math.max(worst, ended);
        }
      }
    }
    return worst;
  }

  private int explore(BankExplorer explorer, Task task, Budget each) throws Exception {
    int held = 0;
    int failed = 0;
    for (BankScenario scenario : task.scenarios()) {
      Exploration exploration = explorer.explore(scenario, each);
      out.println(exploration);
      out.println();
      held += exploration.verdict() == Exploration.Verdict.HOLDS ? 1 : 0;
      failed += exploration.verdict() == Exploration.Verdict.FAILS ? 1 : 0;
    }
    if (task.strategy().shown() == BankStrategy.Shown.BY_STORM) {
      out.println(task.strategy().name() + " breaks under load; no schedule of these shows it");
      return ExitCode.AS_EXPECTED;
    }
    if (task.strategy().kind() == BankStrategy.Kind.BROKEN) {
      return failed > 0 ? ExitCode.AS_EXPECTED : ExitCode.INCONCLUSIVE;
    }
    if (failed > 0) {
      return ExitCode.ANOMALY;
    }
    return held == task.scenarios().size() ? ExitCode.AS_EXPECTED : ExitCode.INCONCLUSIVE;
  }

  private int replay(BankExplorer explorer, Task task, ReplayToken token) throws Exception {
    Replay repeated = explorer.replay(task.scenarios().get(0), token);
    if (repeated.divergence().isPresent()) {
      out.println(token + " cannot be repeated:");
      out.println(repeated.divergence().get());
      return ExitCode.INCONCLUSIVE;
    }
    out.println(repeated.text());
    return repeated.played().failure().isPresent() ? ExitCode.ANOMALY : ExitCode.AS_EXPECTED;
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

  private List<Task> tasks() {
    List<String> wanted =
        replay == null ? names : List.of(replay.substring(0, Math.max(0, replay.indexOf(':'))));
    var selection = new Selection(server.added.roster());
    List<Task> tasks = new ArrayList<>();
    for (String name : wanted) {
      int dot = name.indexOf('.');
      String scenario = dot < 0 ? "" : name.substring(dot + 1);
      List<BankScenario> scenarios =
          BankScenario.all().stream()
              .filter(s -> scenario.isEmpty() ? s.actors().size() <= actors : is(s, scenario))
              .toList();
      if (scenarios.isEmpty()) {
        throw new UsageException(
            "there is no scenario '%s': use one of %s"
                .formatted(scenario, BankScenario.all().stream().map(BankScenario::name).toList()));
      }
      selection
          .of(List.of(dot < 0 ? name : name.substring(0, dot)))
          .forEach(strategy -> tasks.add(new Task(strategy, scenarios)));
    }
    return tasks;
  }

  private static boolean is(BankScenario scenario, String name) {
    return scenario.name().equals(name);
  }
}
