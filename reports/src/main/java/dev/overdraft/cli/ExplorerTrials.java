package dev.overdraft.cli;

import dev.overdraft.benchmarks.ExplorerSpeed;
import dev.overdraft.benchmarks.SpeedRatios;
import dev.overdraft.engine.Engine;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code overdraft bench --explorer}: the explorer beside PostgreSQL's isolationtester. */
record ExplorerTrials(ServerOptions server, PrintStream out) {

  /** Prints each round, and then the ratios. */
  int run(int rounds) throws Exception {
    try (Engine engine = server.start();
        var stages = Stages.claim(requirePostgres(engine.target()))) {
      var speed = new ExplorerSpeed(engine.target(), stages.leases(), ExplorerSpeed.SCHEDULES);
      speed.warmUp();
      List<List<ExplorerSpeed.Figures>> measured = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        List<ExplorerSpeed.Figures> figures = speed.measure();
        figures.forEach(out::println);
        measured.add(figures);
      }
      int ended = ExitCode.AS_EXPECTED;
      for (int situation = 0; situation < measured.get(0).size(); situation++) {
        int which = situation;
        Optional<SpeedRatios> ratios =
            SpeedRatios.of(measured.stream().map(figures -> figures.get(which)).toList());
        ratios.ifPresent(out::println);
        if (ratios.isPresent() && !ratios.get().reached()) {
          ended = ExitCode.BUDGET;
        }
      }
      return ended;
    }
  }

  private static Target requirePostgres(Target target) {
    if (target.dialect() != Dialect.POSTGRESQL) {
      throw new UsageException(
          "--explorer: isolationtester speaks to PostgreSQL, not to " + target.dialect().label());
    }
    return target;
  }
}
