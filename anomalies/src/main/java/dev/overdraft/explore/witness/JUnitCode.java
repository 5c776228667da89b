package dev.overdraft.explore.witness;

import java.util.List;
import java.util.Map;

/**
 * The parts of an exported test that only the exporter of a scenario knows.
 *
 * @param imports names of classes
 * @param before statements, once the tables are made and before the race is declared
 * @param calls by actor, the expression that calls application code
 */
public record JUnitCode(List<String> imports, List<String> before, Map<String, String> calls) {

  /** Nothing is known: the source has gaps to fill in. */
  public static final JUnitCode UNKNOWN = new JUnitCode(List.of(), List.of(), Map.of());

  public JUnitCode {
    imports = List.copyOf(imports);
    before = List.copyOf(before);
    calls = Map.copyOf(calls);
  }

  /** With calls alone. */
  public static JUnitCode calling(Map<String, String> calls) {
    return new JUnitCode(List.of(), List.of(), calls);
  }
}
