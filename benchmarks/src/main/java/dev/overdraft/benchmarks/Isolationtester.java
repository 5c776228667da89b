package dev.overdraft.benchmarks;

import dev.overdraft.target.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's own schedule runner, if this machine has it: Debian's {@code
 * postgresql-server-dev-15} does.
 *
 * @see <a
 *     href="https://github.com/postgres/postgres/blob/REL_15_STABLE/src/test/isolation/README">its
 *     README</a>
 */
final class Isolationtester {

  private static final Path BINARY =
      Path.of("/usr/lib/postgresql/15/lib/pgxs/src/test/isolation/isolationtester");
  private static final long MOST_SECONDS = 240;

  private final Target target;
  private final String schema;

  Isolationtester(Target target, String schema) {
    this.target = target;
    this.schema = schema;
  }

  /** Permutations a second over all of them; empty where there is no binary. */
  Optional<Double> perSecond(List<ExplorerSpeed.Rows> actors, List<List<Integer>> schedules)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(BINARY)) {
      return Optional.empty();
    }
    Path spec = Files.createTempFile("overdraft", ".spec");
    Path output = Files.createTempFile("overdraft", ".out");
    try {
      Files.writeString(spec, spec(actors, schedules));
      long began = System.nanoTime();
      Process process =
          process().redirectInput(spec.toFile()).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (!ended) {
        process.destroyForcibly();
        throw new IOException("isolationtester was not done after " + MOST_SECONDS + " s");
      }
      String text = Files.readString(output);
      long ran = text.lines().filter(line -> line.startsWith("starting permutation")).count();
      if (process.exitValue() != 0 || ran != schedules.size() || text.contains("ERROR")) {
        throw new IOException("isolationtester ran " + ran + " permutations: " + head(text));
      }
      return Optional.of(ran / seconds);
    } finally {
      Files.deleteIfExists(spec);
      Files.deleteIfExists(output);
    }
  }

  private static String head(String text) {
    return text.substring(0, Math.min(500, text.length()));
  }

  /** The password travels in the environment, not among the arguments. */
  private ProcessBuilder process() {
    URI address = URI.create(target.url().replaceFirst("^jdbc:", ""));
    String connection =
        "host=%s port=%d dbname=%s user=%s"
            .formatted(
                address.getHost(),
                address.getPort(),
                address.getPath().substring(1),
                target.user());
    var builder = new ProcessBuilder(BINARY.toString(), connection).redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", target.password());
    builder
        .environment()
        .put("PGOPTIONS", "-c search_path=" + schema + " -c synchronous_commit=off -c jit=off");
    return builder;
  }

  static String spec(List<ExplorerSpeed.Rows> actors, List<List<Integer>> schedules) {
    var spec = new StringBuilder();
    spec.append("setup { delete from account; ").append(ExplorerSpeed.GIVEN).append("; }\n");
    spec.append("teardown { ").append(ExplorerSpeed.INVARIANT).append("; }\n");
    for (int i = 0; i < actors.size(); i++) {
      char name = (char) ('a' + i);
      spec.append("session s").append(name).append('\n');
      step(spec, name, 1, "begin isolation level read committed; " + actors.get(i).readSql());
      step(spec, name, 2, actors.get(i).updateSql());
      step(spec, name, 3, "commit");
    }
    for (List<Integer> schedule : schedules) {
      int[] steps = new int[actors.size()];
      spec.append("permutation");
      for (int actor : schedule) {
        spec.append(' ').append((char) ('a' + actor)).append(++steps[actor]);
      }
      spec.append('\n');
    }
    return spec.toString();
  }

  private static void step(StringBuilder spec, char session, int number, String sql) {
    spec.append("step ").append(session).append(number).append(" { ").append(sql).append("; }\n");
  }
}
