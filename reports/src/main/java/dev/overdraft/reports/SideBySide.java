package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.reports.Grid.Align;
import dev.overdraft.reports.Grid.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Two engines beside each other: of every strategy what showed on the one and on the other, and
 * whether that is what it claims there. A strategy that one of them does not understand has a dash.
 */
public final class SideBySide {

  private static final String ABSENT = "–";

  private SideBySide() {}

  /** The table, each cell with the first engine's mark before the second's. */
  public static String render(Scoreboard one, Scoreboard other, Ansi ansi) {
    List<Anomaly> anomalies = Matrix.of(one).anomalies();
    List<Align> columns = new ArrayList<>(List.of(Align.LEFT));
    anomalies.forEach(anomaly -> columns.add(Align.LEFT));
    columns.add(Align.LEFT);
    Grid grid = new Grid(columns);
    List<Cell> header = new ArrayList<>(List.of(Cell.of("strategy", Style.bold)));
    anomalies.forEach(anomaly -> header.add(Cell.of(Wording.column(anomaly), Style.bold)));
    header.add(Cell.of("grade", Style.bold));
    grid.add(header);
    for (String strategy : strategies(one, other)) {
      grid.add(line(strategy, anomalies, card(one, strategy), card(other, strategy)));
    }
    return "%n%s / %s%n%s".formatted(one.run().engine(), other.run().engine(), grid.render(ansi));
  }

  private static List<Cell> line(
      String strategy,
      List<Anomaly> anomalies,
      Optional<Scorecard> one,
      Optional<Scorecard> other) {
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(Plain.clip(strategy, Plain.NAME_COLUMNS))));
    for (Anomaly anomaly : anomalies) {
      cells.add(Cell.of(mark(one, anomaly) + " / " + mark(other, anomaly)));
    }
    cells.add(Cell.of(grade(one) + " / " + grade(other)));
    return cells;
  }

  private static String mark(Optional<Scorecard> card, Anomaly anomaly) {
    return card.map(c -> Mark.of(c.entry(anomaly)).glyph()).orElse(ABSENT);
  }

  private static String grade(Optional<Scorecard> card) {
    return card.map(Wording::grade).orElse("not applicable");
  }

  private static Set<String> strategies(Scoreboard one, Scoreboard other) {
    Set<String> names = new LinkedHashSet<>();
    one.strategies().forEach(card -> names.add(card.strategy()));
    other.strategies().forEach(card -> names.add(card.strategy()));
    return names;
  }

  private static Optional<Scorecard> card(Scoreboard board, String strategy) {
    return board.strategies().stream().filter(c -> c.strategy().equals(strategy)).findFirst();
  }
}
