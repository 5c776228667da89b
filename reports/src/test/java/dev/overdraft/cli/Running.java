package dev.overdraft.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code run} command on a server that is there, from a fixed seed and without benchmarks.
 *
 * @param out the run directory
 */
record Running(Engine engine, Path out) {

  static Running on(Engine engine, Path directory) {
    return new Running(engine, directory.resolve("run"));
  }

  /** Storms only. */
  Ran run(String... more) {
    List<String> quick = new ArrayList<>(List.of(more));
    quick.add("--no-explore");
    return runWhole(quick.toArray(String[]::new));
  }

  Ran runWhole(String... more) {
    List<String> all = new ArrayList<>(List.of("run", "--no-bench", "--seed", "5"));
    all.addAll(List.of("--engine", engine.target().url(), "--user", engine.target().user()));
    all.addAll(List.of("--out", out.toString()));
    all.addAll(List.of(more));
    return Ran.overdraft(all.toArray(String[]::new));
  }

  JsonNode verdicts() throws IOException {
    return new ObjectMapper().readTree(out.resolve("verdicts.json").toFile());
  }
}
