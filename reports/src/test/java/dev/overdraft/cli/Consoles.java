package dev.overdraft.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody with a console per connection, who types an exported script step by step. */
final class Consoles implements AutoCloseable {

  private static final Pattern STEP = Pattern.compile("-- \\d+\\. console (\\S+)");
  private static final Pattern WOKE = Pattern.compile("-- now console (\\S+) has the answer.*");

  /** Opens a connection. */
  interface Opening {
    Connection open() throws SQLException;
  }

  private final Opening opening;
  private final Map<String, Connection> connections = new HashMap<>();
  private final Map<String, ExecutorService> typists = new HashMap<>();
  private final Map<String, Future<?>> typed = new HashMap<>();

  Consoles(Opening opening) {
    this.opening = opening;
  }

  void replay(List<String> script) throws Exception {
    String console = "setup";
    for (String line : script) {
      Matcher step = STEP.matcher(line);
      Matcher woke = WOKE.matcher(line);
      if (step.matches()) {
        settle(console);
        console = step.group(1);
      } else if (line.startsWith("-- waits for ")) {
        console = "nobody";
      } else if (woke.matches()) {
        settle(woke.group(1));
      } else if (!line.isBlank() && !line.startsWith("--")) {
        settle(console);
        type(console, line);
      }
    }
    settle(console);
  }

  private void type(String console, String sql) throws SQLException {
    Connection known = connections.get(console);
    Connection connection = known == null ? opening.open() : known;
    connections.put(console, connection);
    ExecutorService typist =
        typists.computeIfAbsent(console, name -> Executors.newSingleThreadExecutor());
    typed.put(
        console,
        typist.submit(
            () -> {
              try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
              }
            }));
  }

  /** Waits for the answer of what was typed there. */
  private void settle(String console) throws Exception {
    Future<?> answer = typed.remove(console);
    if (answer != null) {
      answer.get();
    }
  }

  @Override
  public void close() throws SQLException {
    typists.values().forEach(ExecutorService::shutdownNow);
    for (Connection connection : connections.values()) {
      connection.close();
    }
  }
}
