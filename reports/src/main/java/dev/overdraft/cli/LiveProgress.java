package dev.overdraft.cli;

import dev.overdraft.storm.Progress;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One line on stderr that is written over and over: strategy, rate, anomalies so far, time left.
 * Silent without a terminal.
 */
final class LiveProgress implements Progress {

  private final PrintStream err;
  private final boolean live;
  private int strategies;
  private int done;
  private long anomalies;

  LiveProgress(PrintStream err, boolean live) {
    this.err = err;
    this.live = live;
  }

  /** So many strategies are going to be stormed. */
  void expect(int count) {
    strategies = count;
  }

  /** Whether anybody is looking: a terminal, and not a build server. */
  static boolean somebodyLooks() {
    // The launcher can ask the system about stderr; a JVM only knows of stdin and stdout together.
    boolean terminal =
        Boolean.parseBoolean(
            System.getProperty(
                "overdraft.terminal", Boolean.toString(Terminal.console().isPresent())));
    return terminal && System.getenv("CI") == null;
  }

  void judged(long found) {
    done++;
    anomalies += found;
  }

  @Override
  public void tick(String strategy, long operations, long elapsedMillis, long plannedMillis) {
    if (!live) {
      return;
    }
    long rate = elapsedMillis == 0 ? 0 : operations * 1000 / elapsedMillis;
    long left =
        plannedMillis < 0
            ? 0
            : Math.max(0, plannedMillis - elapsedMillis)
                + plannedMillis * Math.max(0, strategies - done - 1L);
    line(
        String.format(
            Locale.ROOT,
            "[%d/%d] %-28s %,8d ops/s  %,d anomalies so far  %s",
            done + 1,
            strategies,
            strategy,
            rate,
            anomalies,
            plannedMillis < 0 ? operations + " ops" : left / 1000 + " s of storm left"));
  }

  void say(String message) {
    if (live) {
      line(message);
    }
  }

  private void line(String text) {
    err.print("\r\033[K" + text);
    err.flush();
  }

  void clear() {
    if (live) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
