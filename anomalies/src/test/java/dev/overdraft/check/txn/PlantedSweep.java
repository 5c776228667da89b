package dev.overdraft.check.txn;

import dev.overdraft.check.txn.Script.Txn;
import dev.overdraft.history.txn.Model;
import java.util.List;

/**
 * Plants each kind of anomaly in runs of 10 to 10,000 transactions, or to as many as {@code
 * -Doverdraft.largest} says, as many seeds as asked for. {@code main} prints the figures for 1,000
 * of them; the unit test does a few.
 */
final class PlantedSweep {
  private static final int LARGEST = Integer.getInteger("overdraft.largest", 10_000);

  private PlantedSweep() {}

  /** What became of one kind in one model. */
  record Line(
      Planted planted, Model model, int seeds, int caught, int exact, int alone, int proven) {
    @Override
    public String toString() {
      return "%-24s %-12s %5d seeds: %d caught and named, %d exactly, %d nothing else, %d proven alone"
          .formatted(planted, model.word(), seeds, caught, exact, alone, proven);
    }
  }

  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
    for (Planted planted : Planted.values()) {
      for (Model model : planted.models()) {
        System.out.println(sweep(planted, model, seeds));
      }
    }
  }

  static Line sweep(Planted planted, Model model, int seeds) {
    int caught = 0;
    int exact = 0;
    int alone = 0;
    int proven = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      SerialRun run = new SerialRun(seed);
      int size = (int) (10 * Math.pow(LARGEST / 10.0, run.random.nextInt(1000) / 1000.0));
      int before = run.random.nextInt(size);
      run.run(before);
      run.pause();
      List<Txn> culprits = planted.plant(run);
      run.pause();
      run.run(size - before);
      run.readAll();
      Judgement judgement = Judge.judge(run.script.history(model), Options.DEFAULT);
      Planted.Score score = planted.score(judgement, culprits);
      caught += score.caught() ? 1 : 0;
      exact += score.exact() ? 1 : 0;
      alone += score.alone() ? 1 : 0;
      proven += judgement.findings().stream().allMatch(Finding::reproduced) ? 1 : 0;
      if (!score.exact() && seeds < 21) {
        System.out.println(planted + " " + model + " seed " + seed + ": " + Txns.names(judgement));
      }
    }
    return new Line(planted, model, seeds, caught, exact, alone, proven);
  }
}
