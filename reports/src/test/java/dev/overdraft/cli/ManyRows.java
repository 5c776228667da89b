package dev.overdraft.cli;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.VerdictsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run directory with as many strategies as there are, made of what a real run of a few left
 * behind: each strategy's verdicts, witnesses, storm and traces, over and over under other names.
 */
final class ManyRows {

  private ManyRows() {}

  static void write(Path run, Path into, int rows) throws IOException {
    Scoreboard board = VerdictsFile.read(run.resolve("verdicts.json"));
    for (String folder : List.of("timeline", "latency", "traces")) {
      Files.createDirectories(into.resolve(folder));
    }
    List<Scorecard> cards = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      Scorecard model = board.strategies().get(row % board.strategies().size());
      String name = model.strategy() + "-" + row;
      cards.add(named(model, name).withThroughput(costs(row)));
      copy(run, into, "timeline/%s.json", model.strategy(), name);
      copy(run, into, "latency/%s.hlog", model.strategy(), name);
      for (Scorecard.Explored explored : model.explored()) {
        String file = "traces/%s." + explored.scenario() + ".jsonl";
        copy(run, into, file, model.strategy(), name);
      }
    }
    Files.writeString(
        into.resolve("verdicts.json"),
        VerdictsFile.print(new Scoreboard(board.run(), board.recordedAt(), false, cards)));
  }

  private static List<Scorecard.Cost> costs(int row) {
    List<Scorecard.Cost> costs = new ArrayList<>();
    for (String contention : List.of("hot", "accounts-8", "accounts-64", "uniform")) {
      double rate = 1000 + 137.0 * row + 500 * costs.size();
      costs.add(new Scorecard.Cost(contention, 8, rate, rate / 20, 0.1 * (row % 5), 0.05));
    }
    return costs;
  }

  private static void copy(Path run, Path into, String file, String model, String name)
      throws IOException {
    Path from = run.resolve(file.formatted(model));
    if (Files.exists(from)) {
      String text = Files.readString(from).replace("\"" + model + ".", "\"" + name + ".");
      Files.writeString(into.resolve(file.formatted(name)), text);
    }
  }

  private static Scorecard named(Scorecard card, String name) {
    return new Scorecard(
        name,
        card.family(),
        card.summary(),
        card.control(),
        card.source(),
        card.engine(),
        card.isolation(),
        card.grade(),
        card.verdicts(),
        card.operations(),
        card.equation(),
        card.throughput(),
        card.explored());
  }
}
