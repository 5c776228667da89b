package dev.overdraft.explore.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a server was asked.
 *
 * @param server what it says of itself: {@code PostgreSQL 18.6}
 * @param matrix what its levels prevent; empty where its lock waits cannot be seen, and so no
 *     interleaving can be held to
 * @param others the same with a setting that the server could have otherwise
 * @param whyNoMatrix a sentence without a full stop; empty if there is one
 * @param capabilities the questions beside the levels
 */
public record ProbeReport(
    String server,
    Optional<Matrix> matrix,
    List<Matrix> others,
    String whyNoMatrix,
    List<Capability> capabilities) {

  public ProbeReport {
    others = List.copyOf(others);
    capabilities = List.copyOf(capabilities);
  }

  /** The answer to a question by its id; empty if it was not asked. */
  public Optional<String> answer(String id) {
    return capabilities.stream().filter(c -> c.id().equals(id)).map(Capability::answer).findFirst();
  }

  /** All tables. */
  @Override
  public String toString() {
    var text =
        new StringBuilder(
            matrix
                .map(Matrix::toString)
                .orElse("%s%nno matrix of levels: %s%n".formatted(server, whyNoMatrix)));
    others.forEach(other -> text.append('\n').append(other.rowsAlone()));
    text.append('\n');
    for (Capability each : capabilities) {
      text.append("%-52s %s%n".formatted(each.question(), each.answer()));
      text.append("  %s%n".formatted(each.evidence()));
    }
    return text.toString();
  }

  /** The same as JSON, with a line end behind it. */
  public String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("server", server);
    root.put("levels", matrix.map(Matrix::levels).orElse(List.of()));
    for (Matrix other : others) {
      root.put(other.server(), other.levels());
    }
    if (matrix.isEmpty()) {
      root.put("noLevelsBecause", whyNoMatrix);
    }
    root.put("capabilities", capabilities);
    try {
      return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(root)
          + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
