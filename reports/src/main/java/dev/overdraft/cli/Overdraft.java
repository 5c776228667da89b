package dev.overdraft.cli;

import dev.overdraft.engine.EngineException;
import dev.overdraft.target.MissingArtifactException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
    synopsisSubcommandLabel =
        "[run|check|explore|explain|probe|bench|report|compare|baseline|lesson|list]",
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
    // What libraries print is not the result: HSQLDB tells its latches' counts.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    System.exit(executeWhole(out, err, args));
  }

  /** Even a JVM that gives up must not end in the code that means "an anomaly". */
  private static int executeWhole(PrintStream out, PrintStream err, String... args) {
    try {
      return execute(out, err, args);
    } catch (OutOfMemoryError full) {
      err.println(
          "overdraft: out of memory: a shorter --duration, or a larger -Xmx in JAVA_TOOL_OPTIONS");
      return ExitCode.ENVIRONMENT;
    } catch (LinkageError broken) {
      err.println("overdraft: the installation is broken: " + broken);
      return ExitCode.ENVIRONMENT;
    }
  }

  /** The same, without leaving the JVM. */
  static int execute(PrintStream out, PrintStream err, String... args) {
    var overdraft = new CommandLine(new Overdraft(), factory());
    overdraft.addSubcommand(new CommandLine(new RunCommand(out, err, System.getenv()), factory()));
    overdraft.addSubcommand(new CommandLine(new CheckCommand(out, err), factory()));
    overdraft.addSubcommand(new CommandLine(new ExploreCommand(out, err), factory()));
    overdraft.addSubcommand(new CommandLine(new ExplainCommand(out), factory()));
    overdraft.addSubcommand(new CommandLine(new ProbeCommand(out), factory()));
    overdraft.addSubcommand(new CommandLine(new BenchCommand(out, err), factory()));
    overdraft.addSubcommand(new CommandLine(new ReportCommand(out, err), factory()));
    overdraft.addSubcommand(new CommandLine(new CompareCommand(out, err), factory()));
    overdraft.addSubcommand(BaselineCommand.with(out, factory()));
    overdraft.addSubcommand(new CommandLine(new LessonCommand(out, err, System.in), factory()));
    overdraft.addSubcommand(new CommandLine(new ListCommand(out), factory()));
    overdraft.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    overdraft.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    overdraft.setExecutionExceptionHandler((error, command, parsed) -> fail(err, error));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try {
      return overdraft.execute(withCommand(args));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /** Options without a command are those of the main job. */
  private static String[] withCommand(String... args) {
    boolean ofRun =
        args.length == 0 || (args[0].startsWith("-") && !args[0].matches("-h|--help|-V|--version"));
    if (!ofRun) {
      return args;
    }
    String[] whole = new String[args.length + 1];
    whole[0] = "run";
    System.arraycopy(args, 0, whole, 1, args.length);
    return whole;
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
    if (error instanceof FileSystemException file) {
      return "%s cannot be written or read: %s"
          .formatted(file.getFile(), file.getReason() == null ? kind(file) : file.getReason());
    }
    if (error instanceof IOException || error instanceof UncheckedIOException) {
      boolean full = String.valueOf(message).contains("No space left");
      return "a file could not be written or read: "
          + message
          + (full ? "; free some space, or use --out on another disk" : "");
    }
    if (error instanceof SQLException) {
      return "the database did not do what it was asked: " + message;
    }
    return "the run broke off: " + (message == null ? error.toString() : message);
  }

  private static String kind(FileSystemException error) {
    if (error instanceof AccessDeniedException) {
      return "permission denied";
    }
    return error instanceof NoSuchFileException ? "no such file" : error.getClass().getSimpleName();
  }
}
