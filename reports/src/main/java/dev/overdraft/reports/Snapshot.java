package dev.overdraft.reports;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.VerdictsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of a run is compared with another: a run directory in small, and what a baseline file holds.
 *
 * @param settings of server and machine, for saying what differs
 * @param yardstick what a commit of the yardstick cost against itself: 1, but for the noise
 * @param cutShort whether somebody stopped the run before its time
 */
public record Snapshot(
    String recordedAt,
    boolean cutShort,
    Map<String, String> settings,
    CostsFile.Costs yardstick,
    List<Strategy> strategies) {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public Snapshot {
    Objects.requireNonNull(recordedAt);
    Objects.requireNonNull(yardstick);
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    strategies = List.copyOf(strategies);
  }

  /**
   * One strategy.
   *
   * @param source its source file; empty if unknown
   * @param broken what was seen although it was promised not to be: anomalies, and scenarios with
   *     an interleaving that breaks a rule
   * @param decided what was seen, or shown not to be seen
   * @param undecided what the run had to decide, and could not; a baseline need not say
   * @param costs of a commit against the yardstick's
   */
  public record Strategy(
      String name,
      String source,
      List<String> broken,
      List<String> decided,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> undecided,
      CostsFile.Costs costs) {
    public Strategy {
      Objects.requireNonNull(name);
      Objects.requireNonNull(source);
      Objects.requireNonNull(costs);
      broken = List.copyOf(new TreeSet<>(broken));
      decided = List.copyOf(new TreeSet<>(decided));
      undecided = List.copyOf(new TreeSet<>(undecided));
    }
  }

  /** Reads a run directory, or a baseline file. */
  public static Snapshot read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      Scoreboard board = VerdictsFile.read(path.resolve("verdicts.json"));
      return of(board, CostsFile.read(path));
    }
    try {
      return JSON.readValue(path.toFile(), Snapshot.class);
    } catch (JsonProcessingException broken) {
      throw new IOException(
          path + " is neither a run directory nor a baseline: " + broken.getOriginalMessage(),
          broken);
    }
  }

  static Snapshot of(Scoreboard board, Map<String, CostsFile.Costs> costs) {
    Map<String, String> settings = new TreeMap<>(board.run().environment());
    settings.put("engine", board.run().engine());
    board.run().settings().forEach((name, value) -> settings.put("server." + name, value));
    return new Snapshot(
        board.recordedAt(),
        board.cutShort(),
        settings,
        costs.getOrDefault(CostsFile.YARDSTICK, CostsFile.Costs.NONE),
        board.strategies().stream()
            .map(card -> strategy(card, costs.getOrDefault(card.strategy(), CostsFile.Costs.NONE)))
            .toList());
  }

  private static Strategy strategy(Scorecard card, CostsFile.Costs costs) {
    List<String> broken = new ArrayList<>();
    List<String> decided = new ArrayList<>();
    for (Scorecard.Entry entry : card.verdicts()) {
      if (entry.claim() == Claim.MUST_NOT && entry.grade() != Grade.INCONCLUSIVE) {
        decided.add(entry.anomaly().id());
        if (entry.verdict() instanceof Verdict.Found) {
          broken.add(entry.anomaly().id());
        }
      }
    }
    if (!card.control()) {
      for (Scorecard.Explored explored : card.explored()) {
        if (explored.fails() || explored.holds()) {
          decided.add(name(explored));
        }
        if (explored.fails()) {
          broken.add(name(explored));
        }
      }
    }
    return new Strategy(card.strategy(), card.source(), broken, decided, undecided(card), costs);
  }

  /**
   * Nothing of a card that passed. Of one that has something to show, that it shows the rest as
   * well is luck; of one that only schedules show, each that was explored might have.
   */
  private static List<String> undecided(Scorecard card) {
    if (card.grade() == Grade.PASS) {
      return List.of();
    }
    boolean shows = card.verdicts().stream().anyMatch(e -> e.claim() == Claim.MUST);
    List<String> undecided = new ArrayList<>();
    card.verdicts().stream()
        .filter(e -> e.grade() == Grade.INCONCLUSIVE && (!shows || e.claim() == Claim.MUST))
        .forEach(e -> undecided.add(e.anomaly().id()));
    card.explored().stream()
        .filter(each -> !each.fails() && !each.holds())
        .forEach(each -> undecided.add(name(each)));
    if (undecided.isEmpty() && card.grade() == Grade.INCONCLUSIVE) {
      card.explored().forEach(each -> undecided.add(name(each)));
    }
    return undecided;
  }

  private static String name(Scorecard.Explored explored) {
    return "explored " + explored.scenario();
  }

  Optional<Strategy> strategy(String name) {
    return strategies.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The baseline file's text. */
  public String text() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a snapshot is plain data", impossible);
    }
  }
}
