package dev.overdraft.history;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that decides what a run will do, written before it starts. The same plan asks the same
 * operations in the same order of every worker; it holds no time of day, so that the same seed
 * gives the same file.
 *
 * @param strategies names in the order in which they run
 * @param engine how the server was obtained, for people
 * @param server the options of the command that name server, user and class path again, word by
 *     word and without a password; empty where that is not known
 * @param settings what the server said of itself when asked: version, isolation, fsync …
 * @param workers threads, each with a connection of its own
 * @param durationMillis how long each strategy is stormed; negative means until the operations are
 *     used up
 * @param operations the most operations a strategy is asked for; negative means no limit but time
 * @param openingCents the balance that every account starts with
 * @param amounts what kind of amounts is moved, by its word; empty where that is not known
 * @param skew the exponent of the Zipf distribution by which accounts are picked; 0 is uniform
 * @param yieldMicros think time between a read and the write that follows it
 */
public record Plan(
    String workload,
    List<String> strategies,
    long seed,
    String engine,
    List<String> server,
    String isolation,
    Map<String, String> settings,
    int workers,
    long durationMillis,
    long operations,
    int accounts,
    long openingCents,
    String amounts,
    double skew,
    long yieldMicros,
    Map<String, String> environment) {

  public Plan {
    strategies = List.copyOf(strategies);
    server = List.copyOf(server);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }
}
