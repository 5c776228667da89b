package dev.overdraft.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.overdraft.history.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a run leaves behind: the contract between those who run and those who judge
 * and draw.
 */
record RunDirectory(Path path) {

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * A new directory: the one asked for, which has to be absent or empty, or one named after the
   * time and the seed.
   */
  static RunDirectory create(@Nullable Path asked, Instant now, long seed) {
    Path path =
        asked == null ? unused(Path.of("overdraft-runs", NAME.format(now) + "-" + seed)) : asked;
    try {
      if (Files.exists(path) && !isEmptyDirectory(path)) {
        throw new UsageException(
            "--out " + path + " exists and is not an empty directory: name a new one");
      }
      Files.createDirectories(path.resolve("history"));
    } catch (IOException refused) {
      throw new UncheckedIOException(
          "cannot write to " + path + ": " + refused.getMessage(), refused);
    }
    return new RunDirectory(path);
  }

  private static Path unused(Path wanted) {
    Path path = wanted;
    for (int n = 2; Files.exists(path); n++) {
      path = wanted.resolveSibling(wanted.getFileName() + "-" + n);
    }
    return path;
  }

  private static boolean isEmptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  Path history(String strategy) {
    return path.resolve("history").resolve(strategy + ".jsonl");
  }

  Path verdicts() {
    return path.resolve("verdicts.json");
  }

  Path jmh() {
    return path.resolve("jmh.json");
  }

  Path jmhLog() {
    return path.resolve("jmh.log");
  }

  void write(Plan plan) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(path.resolve("plan.json"), json.writeValueAsString(plan) + "\n");
  }
}
