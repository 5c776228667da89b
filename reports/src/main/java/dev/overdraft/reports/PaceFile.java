package dev.overdraft.reports;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code pace.json} of a run directory: for each strategy its ratio to the yardstick, by round. A
 * ratio of 0.5 means half as many commits as the yardstick made beside it.
 */
public final class PaceFile {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, List<Double>>> RATIOS =
      new TypeReference<>() {};

  private PaceFile() {}

  /** Writes the ratios below the run directory. */
  public static void write(Path runDirectory, Map<String, List<Double>> ratios)
      throws IOException {
    Files.writeString(file(runDirectory), JSON.writeValueAsString(ratios) + "\n");
  }

  /** The ratios of a run; empty if it measured none. */
  static Map<String, List<Double>> read(Path runDirectory) throws IOException {
    Path file = file(runDirectory);
    return Files.exists(file) ? JSON.readValue(file.toFile(), RATIOS) : Map.of();
  }

  private static Path file(Path runDirectory) {
    return runDirectory.resolve("pace.json");
  }
}
