package dev.overdraft.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a server out of the terminal's foreground process group: Ctrl-C goes to everybody in that
 * group, and a server that hears it shuts down while the run that was to end early is still reading
 * its last rows.
 *
 * <p>{@code setsid} replaces itself by the program, so the process that Java started still is the
 * server. Where there is no {@code setsid} (macOS, Windows) the server stays where it is, and
 * Ctrl-C ends it too.
 */
final class Foreground {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Foreground() {}

  static List<String> away(List<String> program) {
    if (!Command.run(List.of("setsid", "true"), PATIENCE).succeeded()) {
      return program;
    }
    var whole = new ArrayList<>(List.of("setsid"));
    whole.addAll(program);
    return List.copyOf(whole);
  }
}
