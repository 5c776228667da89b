package dev.overdraft.cli;

import dev.overdraft.engine.EngineException;
import dev.overdraft.target.MissingArtifactException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** Finds the interleaving that loses your money: the {@code overdraft} command. */
@Command(
    name = "overdraft",
    description = "Finds the interleaving that loses your money.",
    mixinStandardHelpOptions = true,
    versionProvider = Overdraft.Version.class,
    synopsisSubcommandLabel = "[run|bench|report|list]",
    footer = "Without a command, runs every core strategy: overdraft run --quick")
public final class Overdraft {

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"overdraft " + Environment.version()};
    }
  }

  private Overdraft() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    // Hibernate's logging would choose the JDK's logger, which writes to the console.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(out, err, args));
  }

  /** The same, without leaving the JVM. */
  static int execute(PrintStream out, PrintStream err, String... args) {
    var overdraft = new CommandLine(new Overdraft(), factory());
    overdraft.addSubcommand(new CommandLine(new RunCommand(out, err), factory()));
    overdraft.addSubcommand(new CommandLine(new BenchCommand(out, err), factory()));
    overdraft.addSubcommand(new CommandLine(new ReportCommand(out), factory()));
    overdraft.addSubcommand(new CommandLine(new ListCommand(out), factory()));
    overdraft.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    overdraft.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    overdraft.setExecutionExceptionHandler((error, command, parsed) -> fail(err, error));
    return overdraft.execute(args.length == 0 ? new String[] {"run"} : args);
  }

  private static IFactory factory() {
    return CommandLine.defaultFactory();
  }

  private static int fail(PrintStream err, Exception error) {
    err.println("overdraft: " + sentence(error));
    if (error instanceof UsageException) {
      return ExitCode.USAGE;
    }
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return ExitCode.INCONCLUSIVE;
    }
    return ExitCode.ENVIRONMENT;
  }

  private static String sentence(Exception error) {
    boolean ours =
        error instanceof UsageException
            || error instanceof EngineException
            || error instanceof MissingArtifactException;
    String message = error.getMessage();
    if (ours && message != null) {
      return message;
    }
    if (error instanceof IOException || error instanceof UncheckedIOException) {
      return "a file could not be read or written: " + message;
    }
    if (error instanceof SQLException) {
      return "the database did not do what it was asked: " + message;
    }
    return "the run broke off: " + error;
  }
}
