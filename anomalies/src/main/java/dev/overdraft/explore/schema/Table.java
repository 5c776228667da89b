package dev.overdraft.explore.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as the catalogue describes it.
 *
 * @param key the primary key's columns; empty without one
 * @param parents its foreign keys
 * @param children names of the tables whose foreign keys refer to it
 * @param hooked whether triggers or rules may do more than a statement says
 * @param unique the columns of indexes other than the primary key's that forbid equal values; all
 *     where an index is not of columns alone
 */
public record Table(
    String name,
    List<Column> columns,
    List<String> key,
    List<ForeignKey> parents,
    Set<String> children,
    boolean hooked,
    Set<String> unique) {

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

  /**
   * A reference to another table, or to itself.
   *
   * @param columns those that refer, in the order of those that are referred to
   */
  public record ForeignKey(String parent, List<String> columns, List<String> referred) {
    public ForeignKey {
      columns = List.copyOf(columns);
      referred = List.copyOf(referred);
    }
  }

  public Table {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    parents = List.copyOf(parents);
    children = Set.copyOf(children);
    unique = Set.copyOf(unique);
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
