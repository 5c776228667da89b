package dev.overdraft.explore.witness;

import dev.overdraft.explore.oracle.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A witness as the source of a JUnit test that repeats it. */
final class JUnitSource {

  private static final List<String> IMPORTS =
      List.of(
          "dev.overdraft.history.Isolation",
          "dev.overdraft.junit.Interleavings",
          "dev.overdraft.junit.Overdraft",
          "dev.overdraft.junit.Race",
          "org.junit.jupiter.api.extension.ExtendWith");

  private final Exports exports;
  private final Witness witness;
  private final JUnitCode code;
  private final StringBuilder text = new StringBuilder();

  JUnitSource(Exports exports, JUnitCode code) {
    this.exports = exports;
    this.witness = exports.witness();
    this.code = code;
  }

  String text() {
    String method = camel(witness.scenario());
    Set<String> imports = new TreeSet<>(code.imports());
    imports.addAll(IMPORTS);
    imports.forEach(name -> line("import " + name + ";"));
    line("");
    line("/** " + exports.title().replace("*/", "* /") + " */");
    line("@ExtendWith(Overdraft.class)");
    line(
        "class "
            + method.substring(0, 1).toUpperCase(Locale.ROOT)
            + method.substring(1)
            + "Race {");
    line("");
    line(
        "  @Interleavings(isolation = Isolation.%s, replay = %s)"
            .formatted(level(), literal(token(method))));
    line("  void " + method + "(Race race) throws Exception {");
    if (!exports.schema().isEmpty()) {
      line("    race");
      calls("schema", exports.schema(), ";");
    }
    code.before().forEach(statement -> line("    " + statement));
    line("    race");
    calls("given", exports.given(), "");
    for (String actor : witness.run().actors()) {
      actor(actor);
    }
    for (Invariant invariant : exports.invariants()) {
      if (invariant instanceof Invariant.Sql sql) {
        line("        .invariant(%s, %s)".formatted(literal(sql.name()), literal(sql.query())));
      } else {
        line("        // the invariant " + literal(invariant.name()) + " is code");
      }
    }
    errors("mayFail", exports.errors().allowed());
    errors("mustRetry", exports.errors().mustRetry());
    line(exports.serial() ? "        .serialEquivalence();" : "        ;");
    line("  }");
    line("}");
    return text.toString();
  }

  private void errors(String method, Set<String> statesOrClasses) {
    for (String each : new TreeSet<>(statesOrClasses)) {
      line("        .%s(%s)".formatted(method, literal(each)));
    }
  }

  /** The token under the name that the extension gives the test. */
  private String token(String method) {
    return witness.token().named(kebab(method)).toString();
  }

  private static String kebab(String method) {
    return method.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private String level() {
    return witness.run().decisions().get(0).step().level().name();
  }

  private void calls(String method, List<String> sql, String end) {
    if (!sql.isEmpty()) {
      String arguments =
          sql.stream().map(JUnitSource::literal).collect(Collectors.joining(",\n            "));
      line("        .%s(\n            %s)%s".formatted(method, arguments, end));
    }
  }

  private void actor(String actor) {
    String call = code.calls().get(actor);
    if (call != null) {
      line("        .actor(%s, () -> %s)".formatted(literal(actor), call));
      return;
    }
    line(
        "        .actor(%s, () -> { // call your code on race.dataSource()"
            .formatted(literal(actor)));
    for (String statement : statements(actor)) {
      line("          // " + statement);
    }
    line("        })");
  }

  private List<String> statements(String actor) {
    List<String> statements = new ArrayList<>();
    int index = witness.run().actors().indexOf(actor);
    witness.run().decisions().stream()
        .filter(d -> d.chosen() == index)
        .forEach(d -> statements.add(d.step().text()));
    return statements;
  }

  /** {@code two-withdrawals} as a method's name; the extension makes it kebab again. */
  private static String camel(String kebab) {
    var name = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < kebab.length(); i++) {
      char c = kebab.charAt(i);
      boolean usable = name.isEmpty() ? Character.isLetter(c) : Character.isLetterOrDigit(c);
      if (usable) {
        name.append(upper ? Character.toUpperCase(c) : c);
      }
      upper = !usable && !name.isEmpty();
    }
    return name.isEmpty() ? "scenario" : name.toString();
  }

  private static String literal(String value) {
    String escaped =
        value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return '"' + escaped + '"';
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
