package dev.overdraft.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code costs.json} of a run directory: what a commit cost with each strategy. */
public final class CostsFile {

  /** Under this name: the yardstick against itself. */
  static final String YARDSTICK = "yardstick";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private static final TypeReference<LinkedHashMap<String, Costs>> COSTS = new TypeReference<>() {};

  private CostsFile() {}

  /**
   * What a committed transfer cost, as a multiple of what it cost a yardstick in the same sitting:
   * 2 means twice as much.
   *
   * @param time by sitting; elapsed time less that in the queue for a CPU
   * @param cpu by sitting; empty if it could not be seen
   */
  public record Costs(List<Double> time, List<Double> cpu) {
    /** Nothing was measured. */
    static final Costs NONE = new Costs(List.of(), List.of());

    public Costs {
      time = List.copyOf(time);
      cpu = List.copyOf(cpu);
    }
  }

  /** Writes the costs, by strategy, below the run directory. */
  public static void write(Path runDirectory, Map<String, Costs> costs) throws IOException {
    WholeFile.write(file(runDirectory), JSON.writeValueAsString(costs) + "\n");
  }

  /** The costs of a run, by strategy; empty if it measured none. */
  static Map<String, Costs> read(Path runDirectory) throws IOException {
    Path file = file(runDirectory);
    try {
      return Files.exists(file) ? JSON.readValue(file.toFile(), COSTS) : Map.of();
    } catch (JsonProcessingException broken) {
      throw WholeFile.unreadable(file, broken);
    }
  }

  private static Path file(Path runDirectory) {
    return runDirectory.resolve("costs.json");
  }
}
