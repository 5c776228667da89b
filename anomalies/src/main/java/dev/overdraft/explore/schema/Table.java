package dev.overdraft.explore.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the catalogue describes it.
 *
 * @param key the primary key's columns; empty without one
 * @param parents the tables that its foreign keys refer to, by referring column
 * @param hooked whether triggers or rules may do more than a statement says
 * @param otherUnique whether an index other than the primary key's forbids equal values
 */
public record Table(
    String name,
    List<Column> columns,
    List<String> key,
    Map<String, String> parents,
    Set<String> children,
    boolean hooked,
    boolean otherUnique) {

  /** How the names of tables begin that are there for the explorer's own sake. */
  public static final String OURS = "overdraft_turn";

  /**
   * A column.
   *
   * @param type as the server formats it
   * @param computed whether it is generated from others, and cannot be written
   * @param assigned whether its values come from a sequence or a generator
   */
  public record Column(String name, String type, boolean computed, boolean assigned) {
    /** Whether it holds a point in time. */
    public boolean isTime() {
      return type.startsWith("timestamp") || type.startsWith("datetime");
    }
  }

  public Table {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    parents = Map.copyOf(parents);
    children = Set.copyOf(children);
  }

  /** Whether it is there for the explorer's own sake, and nothing to show to anybody. */
  public boolean isOurs() {
    return name.startsWith(OURS);
  }

  /** The column that alone is the primary key. */
  public Optional<String> soleKey() {
    return key.size() == 1 ? Optional.of(key.get(0)) : Optional.empty();
  }
}
