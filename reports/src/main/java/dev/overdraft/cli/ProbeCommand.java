package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.probe.Probe;
import dev.overdraft.explore.probe.ProbeReport;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overdraft probe}: what a server's isolation levels are worth. */
@Command(
    name = "probe",
    description =
        "Runs the Hermitage scenarios at every isolation level of a server, and prints what it"
            + " really prevents; and what else differs between engines.",
    mixinStandardHelpOptions = true)
final class ProbeCommand implements Callable<Integer> {

  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the report as JSON there; '-' is stdout, instead of the table.")
  @Nullable String json;

  private final PrintStream out;

  ProbeCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    try (Engine engine = server.start();
        SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
      ProbeReport report = Probe.report(engine.target(), lease.name());
      if ("-".equals(json)) {
        out.print(report.json());
        return ExitCode.AS_EXPECTED;
      }
      out.print(report);
      if (json != null) {
        Files.writeString(Path.of(json), report.json());
      }
      return ExitCode.AS_EXPECTED;
    }
  }
}
