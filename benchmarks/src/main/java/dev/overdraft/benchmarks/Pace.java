package dev.overdraft.benchmarks;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a transfer costs with each strategy against a yardstick, in figures that can be held against
 * another run's although the machine is busy with other things.
 *
 * <p>One client moves money, one transfer after the other. In each round each strategy gets a slice
 * of a few transfers, in an order drawn anew, with a slice of the yardstick right before or right
 * behind it, so that what slows the machine down slows both. <b>The yardstick</b> is two relative
 * updates in one transaction, in the order of their ids: no strategy, so that no strategy's change
 * moves it. It is measured against itself as well, which tells how well anything can be told.
 *
 * <p><b>Time</b> is elapsed time less what client and server spent in the queue for a CPU, which is
 * other programs' doing. <b>CPU</b> is what client thread and server processes spent on one. Rates
 * under contention were tried and left: how much of a commit is waiting depends on how busy the
 * machine is, so their ratio to anything moved by a quarter from run to run. What a strategy loses
 * to contention is JMH's to say.
 *
 * <p><b>Sittings.</b> Everything is done several times over on new tables, connections and banks,
 * and each sitting gives one figure: what differs from set-up to set-up is in their spread.
 *
 * <p><b>Threads.</b> The caller's, besides those that strategies ask for.
 */
public final class Pace {

  /** The name of the yardstick against itself among the results. */
  public static final String YARDSTICK = "yardstick";

  /** Cut off at each end before the mean is taken. */
  private static final double TRIM = 0.2;

  private final Target target;
  private final String schema;
  private final Plan plan;

  /**
   * How thorough to be. There are so many sittings that each mean's standard error is at most
   * {@code error}, within bounds: how long that takes is up to the noise, and not to what is
   * measured.
   *
   * @param fewest sittings
   * @param most sittings
   * @param error of a mean's logarithm, of CPU time where that can be seen, else of time
   * @param rounds of each sitting
   * @param slice transfers in a row
   * @param seed of the order within the rounds
   */
  public record Plan(int fewest, int most, double error, int rounds, int slice, long seed) {}

  /** Somebody to be measured. */
  public record Contender(String name, BankStrategy strategy, Isolation level) {}

  /**
   * What a committed transfer cost one contender, as a multiple of what it cost the yardstick; a
   * figure for each sitting.
   *
   * @param time spent, but not in the queue for a CPU
   * @param cpu empty if the server's processes cannot be seen from here
   */
  public record Samples(List<Double> time, List<Double> cpu) {
    public Samples {
      time = List.copyOf(time);
      cpu = List.copyOf(cpu);
    }
  }

  /** Measures in {@code schema}, which has to be empty. */
  public Pace(Target target, String schema, Plan plan) {
    this.target = target;
    this.schema = schema;
    this.plan = plan;
  }

  /**
   * Measures all of them, who need the same tables; those that cannot be opened beside the others
   * are missing.
   *
   * @param stopped asked between sittings; what has been measured until then counts
   */
  public Map<String, Samples> measure(List<Contender> contenders, BooleanSupplier stopped)
      throws Exception {
    Map<String, List<Double>> time = new LinkedHashMap<>();
    Map<String, List<Double>> cpu = new LinkedHashMap<>();
    for (int number = 0; number < plan.most() && !stopped.getAsBoolean(); number++) {
      if (number >= plan.fewest() && told(time, cpu)) {
        break;
      }
      try (Sitting sitting = Sitting.open(target, schema, contenders)) {
        int warmUps = number == 0 ? plan.rounds() : Math.min(plan.rounds(), 3);
        sitting.run(warmUps, plan.rounds(), plan.slice(), plan.seed() + number);
        for (Sitting.Lane lane : sitting.lanes()) {
          add(time, lane.name(), lane.time());
          add(cpu, lane.name(), lane.cpu());
        }
      }
    }
    Map<String, Samples> samples = new LinkedHashMap<>();
    time.forEach(
        (name, times) -> samples.put(name, new Samples(times, cpu.getOrDefault(name, List.of()))));
    return samples;
  }

  private boolean told(Map<String, List<Double>> time, Map<String, List<Double>> cpu) {
    return time.keySet().stream()
        .map(
            name -> {
              List<Double> seen = cpu.getOrDefault(name, List.of());
              return seen.isEmpty() ? time.getOrDefault(name, List.of()) : seen;
            })
        .allMatch(figures -> standardError(figures) <= plan.error());
  }

  private static double standardError(List<Double> figures) {
    double[] logarithms = figures.stream().mapToDouble(Math::log).toArray();
    double mean = Arrays.stream(logarithms).average().orElse(0);
    double squares = Arrays.stream(logarithms).map(l -> (l - mean) * (l - mean)).sum();
    return logarithms.length < 2
        ? 0
        : Math.sqrt(squares / (logarithms.length - 1) / logarithms.length);
  }

  /** The trimmed mean, if more than half of the rounds gave a figure. */
  private void add(Map<String, List<Double>> to, String name, List<Double> logarithms) {
    List<Double> figures = to.computeIfAbsent(name, n -> new ArrayList<>());
    if (2 * logarithms.size() > plan.rounds()) {
      double[] sorted = logarithms.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      int cut = (int) (TRIM * sorted.length);
      double mean = Arrays.stream(sorted, cut, sorted.length - cut).average().orElse(0);
      figures.add(Math.exp(mean));
    }
  }
}
