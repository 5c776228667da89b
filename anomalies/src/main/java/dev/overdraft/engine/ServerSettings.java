package dev.overdraft.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings under which every server that we start runs.
 *
 * <p>Durable, since an acknowledged commit that a crash can lose makes both verdicts and throughput
 * figures worthless. Errors of statements stay out of the log (they are answers, a storm makes
 * thousands of them, and the client records each); start-up and crash messages stay in.
 */
final class ServerSettings {
  private static final List<String> SETTINGS =
      List.of(
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "max_connections=300",
          "max_prepared_transactions=64",
          "log_min_messages=log",
          "log_min_error_statement=panic",
          "timezone=UTC",
          "log_timezone=UTC");

  private ServerSettings() {}

  /** The command line that runs a program with these settings. */
  static List<String> command(String... program) {
    var command = new ArrayList<>(List.of(program));
    SETTINGS.forEach(
        setting -> {
          command.add("-c");
          command.add(setting);
        });
    return command;
  }
}
