package dev.overdraft.explore.witness;

import dev.overdraft.explore.step.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A witness as a spec for PostgreSQL's isolationtester: its sessions, and one permutation. */
final class IsolationSpec {

  private final Exports exports;
  private final Consoles consoles;
  private final Map<String, List<String>> sessions = new LinkedHashMap<>();
  private final List<String> permutation = new ArrayList<>();

  IsolationSpec(Exports exports) {
    this.exports = exports;
    this.consoles = new Consoles(exports.witness().run().actors());
  }

  String text() {
    exports.witness().run().decisions().forEach(this::step);
    var text = new StringBuilder("# " + exports.title() + "\n\n");
    List<String> setup = new ArrayList<>(exports.schema());
    setup.addAll(exports.given());
    if (!setup.isEmpty()) {
      text.append("setup\n{\n");
      setup.forEach(sql -> text.append("  ").append(safe(Exports.terminated(sql))).append('\n'));
      text.append("}\n\n");
    }
    sessions.forEach(
        (session, steps) -> {
          text.append("session ").append(session).append('\n');
          steps.forEach(step -> text.append(step).append('\n'));
          text.append('\n');
        });
    return text.append("permutation ")
        .append(String.join(" ", permutation))
        .append('\n')
        .toString();
  }

  private void step(Decision decision) {
    String session = consoles.of(decision.step());
    List<String> steps = sessions.computeIfAbsent(quoted(session), s -> new ArrayList<>());
    String name = quoted(session + "_step" + (steps.size() + 1));
    String opening = Consoles.opening(decision.step());
    String sql = Consoles.sql(decision.step());
    steps.add(
        "step %s { %s }".formatted(name, safe(opening.isEmpty() ? sql : opening + " " + sql)));
    permutation.add(name);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String safe(String sql) {
    if (sql.contains("}")) {
      throw new IllegalArgumentException("isolationtester would end at the brace in: " + sql);
    }
    return sql;
  }
}
