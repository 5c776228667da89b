package dev.overdraft.cli;

import dev.overdraft.benchmarks.Pace;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.reports.CostsFile;
import dev.overdraft.target.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Costs that can be held against another run's, in {@code costs.json} of the run directory: those
 * who need the same tables are measured side by side.
 *
 * @param precise for finding a change of a fifth on a busy machine; otherwise a look in passing
 */
record Costing(Target target, SchemaLease lease, long seed, boolean precise) {

  private static final int QUICK_SITTINGS = 6;
  private static final int QUICK_ROUNDS = 8;

  /** With two runs of this error, 1.25 times as dear is eight standard errors beyond 5 %. */
  private static final double ERROR = 0.015;

  private static final int PRECISE_SITTINGS = 8;
  private static final int MOST_SITTINGS = 32;
  private static final int PRECISE_ROUNDS = 16;
  private static final int SLICE = 20;

  void write(List<Contestant> contestants, BooleanSupplier stopped, Path runDirectory)
      throws Exception {
    var plan =
        precise
            ? new Pace.Plan(PRECISE_SITTINGS, MOST_SITTINGS, ERROR, PRECISE_ROUNDS, SLICE, seed)
            : new Pace.Plan(QUICK_SITTINGS, QUICK_SITTINGS, 0, QUICK_ROUNDS, SLICE, seed);
    Map<List<String>, List<Pace.Contender>> byTables = new LinkedHashMap<>();
    for (Contestant each : contestants) {
      if (!each.name().contains("@")) {
        byTables
            .computeIfAbsent(each.strategy().needs().ddl(), ddl -> new ArrayList<>())
            .add(new Pace.Contender(each.name(), each.strategy(), each.level()));
      }
    }
    Map<String, CostsFile.Costs> costs = new LinkedHashMap<>();
    for (List<Pace.Contender> contenders : byTables.values()) {
      if (!stopped.getAsBoolean()) {
        lease.recreate();
        new Pace(target, lease.name(), plan)
            .measure(contenders, stopped)
            .forEach(
                (name, samples) ->
                    costs.putIfAbsent(name, new CostsFile.Costs(samples.time(), samples.cpu())));
      }
    }
    CostsFile.write(runDirectory, costs);
  }
}
