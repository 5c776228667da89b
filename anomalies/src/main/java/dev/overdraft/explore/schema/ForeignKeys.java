package dev.overdraft.explore.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The foreign keys of a schema, gathered column by column. */
final class ForeignKeys {

  private record Draft(String child, String parent, List<String> columns, List<String> referred) {}

  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  /**
   * One of a foreign key's columns, after those before it.
   *
   * @param name unique in the schema
   */
  void column(String name, String child, String column, String parent, String referred) {
    Draft draft =
        drafts.computeIfAbsent(
            name, unseen -> new Draft(child, parent, new ArrayList<>(), new ArrayList<>()));
    draft.columns().add(column);
    draft.referred().add(referred);
  }

  /** Those of a table. */
  List<Table.ForeignKey> of(String child) {
    return drafts.values().stream()
        .filter(draft -> draft.child().equals(child))
        .map(draft -> new Table.ForeignKey(draft.parent(), draft.columns(), draft.referred()))
        .toList();
  }

  /** The tables that refer to one. */
  Set<String> childrenOf(String parent) {
    Set<String> children = new LinkedHashSet<>();
    drafts.values().stream()
        .filter(draft -> draft.parent().equals(parent))
        .forEach(draft -> children.add(draft.child()));
    return children;
  }
}
