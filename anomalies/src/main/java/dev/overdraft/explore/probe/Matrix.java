package dev.overdraft.explore.probe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which anomalies a server was seen to prevent at which level.
 *
 * @param server what it says of itself: {@code PostgreSQL 18.6}
 */
public record Matrix(String server, List<Row> rows) {

  /** What was seen. */
  public enum Mark {
    PREVENTED("v"),
    CAN_OCCUR("-"),
    /** Prevented for transactions that only read. */
    PREVENTED_FOR_READERS("R/O"),
    /** The script could not be run to its end. */
    UNKNOWN("?");

    private final String text;

    Mark(String text) {
      this.text = text;
    }

    /** As in Hermitage's table. */
    public String text() {
      return text;
    }
  }

  /**
   * One level.
   *
   * @param marks by column, in the order of {@link HermitageCase#COLUMNS}
   * @param observed by case, what it came to
   */
  public record Row(String level, Map<String, Mark> marks, Map<String, Observed> observed) {
    public Row {
      marks = Collections.unmodifiableMap(new LinkedHashMap<>(marks));
      observed = Collections.unmodifiableMap(new LinkedHashMap<>(observed));
    }

    /** What one case came to. */
    public Observed observed(String name) {
      Observed seen = observed.get(name);
      if (seen == null) {
        throw new IllegalArgumentException("no case is called " + name);
      }
      return seen;
    }

    /** The marks alone, as Hermitage prints them. */
    public List<String> texts() {
      return marks.values().stream().map(Mark::text).toList();
    }
  }

  public Matrix {
    rows = List.copyOf(rows);
  }

  /** The table, with its legend. */
  @Override
  public String toString() {
    return rowsAlone()
        + "v prevented, - can occur, R/O prevented for transactions that only read\n"
        + "scenarios after Hermitage by Martin Kleppmann, CC BY 4.0\n";
  }

  /** The table without the legend. */
  String rowsAlone() {
    var text = new StringBuilder(server).append('\n');
    text.append("%-17s".formatted("level"));
    HermitageCase.COLUMNS.forEach(column -> text.append(" %8s".formatted(column)));
    text.append('\n');
    for (Row row : rows) {
      text.append("%-17s".formatted(row.level()));
      row.texts().forEach(mark -> text.append(" %8s".formatted(mark)));
      text.append('\n');
    }
    return text.toString();
  }

  /** Its rows as they stand in JSON. */
  List<Map<String, Object>> levels() {
    return rows.stream().map(Matrix::json).toList();
  }

  private static Map<String, Object> json(Row row) {
    Map<String, Object> level = new LinkedHashMap<>();
    level.put("level", row.level());
    Map<String, String> marks = new LinkedHashMap<>();
    row.marks().forEach((column, mark) -> marks.put(column, mark.text()));
    level.put("anomalies", marks);
    level.put("observed", row.observed());
    return level;
  }
}
