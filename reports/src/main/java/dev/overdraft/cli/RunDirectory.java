package dev.overdraft.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.overdraft.history.Plan;
import java.io.IOException;
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

  /** Refuses a directory that holds something: a run is never mixed with another. */
  static void check(@Nullable Path asked) throws IOException {
    if (asked != null && Files.exists(asked) && !isEmptyDirectory(asked)) {
      throw new UsageException(
          "--out " + asked + " exists and is not an empty directory: name a new one");
    }
  }

  /** A new directory: the one asked for, or one named after the time and the seed. */
  static RunDirectory create(@Nullable Path asked, Instant now, long seed) throws IOException {
    check(asked);
    Path path =
        asked == null ? unused(Path.of("overdraft-runs", NAME.format(now) + "-" + seed)) : asked;
    Files.createDirectories(path.resolve("history"));
    Files.createDirectories(path.resolve("latency"));
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

  Path latency(String strategy) {
    return path.resolve("latency").resolve(strategy + ".hlog");
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
