package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.PlantedFault;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.Witness;
import dev.overdraft.history.Plan;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judged runs, written down: one with every kind of verdict, and what is varied in it. */
final class Boards {

  private static final String SELECT = "select balance, version from account where id = ?";
  private static final String UPDATE =
      "update account set balance = ?, version = version + 1 where id = ?";

  private Boards() {}

  /** Two safe, one undecided, one that broke its promise, one control caught, one silent. */
  static Scoreboard everyVerdict() {
    return board(
        List.of(
            selectForUpdate(),
            atomicUpdate(),
            optimisticVersion(),
            advisoryLock(),
            broken(),
            silent()));
  }

  /** The same strategies without the benchmark, and all is well. */
  static Scoreboard allWell() {
    return board(
        List.of(
            selectForUpdate().withThroughput(List.of()),
            atomicUpdate().withThroughput(List.of()),
            broken().withThroughput(List.of())));
  }

  static Scoreboard board(List<Scorecard> cards) {
    return new Scoreboard(plan(), "2026-03-01T12:00:00Z", false, cards);
  }

  static Plan plan() {
    return new Plan(
        "bank",
        List.of("select-for-update", "atomic-update"),
        42,
        "embedded PostgreSQL 18.6",
        List.of("--engine", "embedded"),
        "read committed",
        Map.of(
            "server_version", "18.6",
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "transaction_isolation", "read committed"),
        8,
        3000,
        0,
        10,
        1000,
        "round",
        0.9,
        200,
        Map.of("jdk", "17.0.15", "cores", "2", "os", "Linux"));
  }

  static Scorecard selectForUpdate() {
    return card("select-for-update", "row locks", false, promises(), clean())
        .withChecks(
            "3210 acknowledged and applied once; 0 half applied",
            "14 audits, 11 beside a transfer: 0 torn, 0 impossible",
            selfCheck(3))
        .withThroughput(List.of(cost("hot", 1234.4, 56.2, 0.0), cost("uniform", 5210, 93, 0)));
  }

  /** Three copies with a lost update, of which so many were found, and no room for torn audits. */
  static SelfCheck selfCheck(int caught) {
    return new SelfCheck(
        2_000,
        3_257,
        List.of(
            new SelfCheck.Line(
                PlantedFault.LOST_UPDATE,
                3,
                caught,
                caught == 3 ? "" : "missed by #7 on account 2"),
            new SelfCheck.Line(PlantedFault.TORN_AUDIT, 0, 0, "no audit saw a transfer")));
  }

  static Scorecard atomicUpdate() {
    return card("atomic-update", "relative writes", false, promises(), clean())
        .withThroughput(
            List.of(cost("hot", 1810, Double.NaN, 0.03), cost("uniform", 5900, 120, 0)));
  }

  static Scorecard optimisticVersion() {
    Map<Anomaly, Verdict> verdicts = clean();
    verdicts.put(
        Anomaly.CONSISTENT_AUDIT, new Verdict.Inconclusive("no audit ran beside a transfer"));
    return card("optimistic-version", "optimistic", false, promises(), verdicts)
        .withThroughput(List.of(cost("hot", 7.25, 0.5, 3.71), cost("uniform", 4100, 80, 0.02)));
  }

  static Scorecard advisoryLock() {
    Map<Anomaly, Verdict> verdicts = clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Found(lostUpdate(), 3, 120));
    return card("advisory-lock", "advisory locks", false, promises(), verdicts)
        .withThroughput(List.of(cost("hot", 2500, 40, 0)));
  }

  static Scorecard broken() {
    Map<Anomaly, Claim> claims = new EnumMap<>(Anomaly.class);
    claims.put(Anomaly.LOST_UPDATE, Claim.MUST);
    claims.put(Anomaly.CONSERVATION, Claim.MUST);
    claims.put(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST);
    claims.put(Anomaly.LEDGER_EQUALS_BALANCE, Claim.MUST);
    claims.put(Anomaly.CONSISTENT_AUDIT, Claim.MUST);
    Map<Anomaly, Verdict> verdicts = clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Found(lostUpdate(), 1250, 3400));
    verdicts.put(Anomaly.CONSERVATION, new Verdict.Found(summary(-4120), 1250, 3400));
    verdicts.put(Anomaly.NO_NEGATIVE_BALANCE, new Verdict.Found(overdraft(), 1, 77));
    verdicts.put(Anomaly.LEDGER_EQUALS_BALANCE, new Verdict.Found(summary(-80), 10, 10));
    verdicts.put(Anomaly.CONSISTENT_AUDIT, new Verdict.Found(summary(50), 2, 31));
    return card("broken-read-then-write", "none", true, claims, verdicts)
        .withThroughput(List.of(cost("hot", 9999, 100, 0), cost("uniform", 12345, 321, 0)));
  }

  static Scorecard silent() {
    Map<Anomaly, Claim> claims = new EnumMap<>(Anomaly.class);
    claims.put(Anomaly.EXACTLY_ONCE, Claim.MUST);
    return card("broken-blind-retry", "none", true, claims, clean());
  }

  static Scorecard card(
      String name,
      String family,
      boolean control,
      Map<Anomaly, Claim> claims,
      Map<Anomaly, Verdict> verdicts) {
    Set<Anomaly> caught = Set.of(Anomaly.values());
    if (!control) {
      caught =
          Set.of(
              Anomaly.LOST_UPDATE,
              Anomaly.CONSERVATION,
              Anomaly.NO_NEGATIVE_BALANCE,
              Anomaly.LEDGER_EQUALS_BALANCE,
              Anomaly.CONSISTENT_AUDIT);
    }
    List<Scorecard.Entry> entries = Scoreboard.grade(verdicts, claims, caught);
    return new Scorecard(
        name,
        family,
        "What " + name + " does, in one sentence.",
        control,
        "strategies/src/main/java/" + name + ".java",
        "embedded PostgreSQL 18.6",
        "read committed",
        Grade.worst(entries.stream().map(Scorecard.Entry::grade).toList()),
        entries,
        new Scorecard.Operations(3210, 45, 2, 67, Map.of("40001", 60L, "40P01", 7L), 3004),
        "final 10000 - opening 10000 = 0; closed, nothing unexplained",
        List.of());
  }

  /** The same card under another name. */
  static Scorecard renamed(Scorecard card, String name) {
    return new Scorecard(
        name,
        card.family(),
        card.summary(),
        card.control(),
        card.source(),
        card.engine(),
        card.isolation(),
        card.grade(),
        card.verdicts(),
        card.operations(),
        card.equation(),
        card.throughput());
  }

  /** The same card at another level. */
  static Scorecard at(String isolation, Scorecard card) {
    return with(card, isolation, card.grade(), card.explored());
  }

  /** The same card, left open by what was explored. */
  static Scorecard undecided(Scorecard card, Scorecard.Explored... explored) {
    return with(card, card.isolation(), Grade.INCONCLUSIVE, List.of(explored));
  }

  private static Scorecard with(
      Scorecard card, String isolation, Grade grade, List<Scorecard.Explored> explored) {
    return new Scorecard(
        card.strategy(),
        card.family(),
        card.summary(),
        card.control(),
        card.source(),
        card.engine(),
        isolation,
        grade,
        card.verdicts(),
        card.operations(),
        card.equation(),
        card.throughput(),
        explored);
  }

  /** Everything but exactly-once, of which nothing is promised. */
  static Map<Anomaly, Claim> promises() {
    Map<Anomaly, Claim> claims = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      claims.put(anomaly, anomaly == Anomaly.EXACTLY_ONCE ? Claim.MAY : Claim.MUST_NOT);
    }
    return claims;
  }

  static Map<Anomaly, Verdict> clean() {
    Map<Anomaly, Verdict> verdicts = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      verdicts.put(anomaly, new Verdict.NotFound(340));
    }
    return verdicts;
  }

  static Scorecard.Cost cost(String contention, double rate, double error, double retries) {
    return new Scorecard.Cost(contention, 8, rate, error, retries, retries);
  }

  static Witness lostUpdate() {
    return new Witness(
        "account 7 should hold 140, holds 60: +80 of #17 transfer 3→7 80 overwritten by #18"
            + " transfer 7→4 40, which had read 100 (revision 2) and wrote 60 over revision 3",
        List.of(
            new Witness.Culprit(18, "transfer 7→4 40", 3, "ok", 1, 1_000_000, 1_910_000),
            new Witness.Culprit(17, "transfer 3→7 80", 1, "ok", 2, 1_080_000, 1_700_000)),
        List.of(
            new RowVersion(7, 2, Writer.OPENING, 100),
            new RowVersion(7, 3, Writer.of(17, 2), 180),
            new RowVersion(7, 4, Writer.of(18, 1), 60)),
        List.of(
            new Witness.Step(18, 1_000_000, "invoke", "", "transfer 7→4 40"),
            new Witness.Step(17, 1_080_000, "invoke", "", "transfer 3→7 80"),
            new Witness.Step(18, 1_240_000, "read", SELECT, "account 7 revision 2 holds 100"),
            new Witness.Step(17, 1_300_000, "read", SELECT, "account 7 revision 2 holds 100"),
            new Witness.Step(17, 1_512_000, "write", UPDATE, "account 7 revision 3 holds 180"),
            new Witness.Step(17, 1_700_000, "ok", "", "ok"),
            new Witness.Step(18, 1_803_000, "write", UPDATE, "account 7 revision 4 holds 60"),
            new Witness.Step(18, 1_910_000, "ok", "", "ok")),
        -80);
  }

  static Witness overdraft() {
    return new Witness(
        "account 2 held -30 after #44 withdraw 2 80: its guard read 50 (revision 8), but revision 9"
            + " was already there, written by #43 withdraw 2 50",
        List.of(new Witness.Culprit(44, "withdraw 2 80", 5, "ok", 1, 5_000_000, 5_400_000)),
        List.of(new RowVersion(2, 10, Writer.of(44, 1), -30)),
        List.of(
            new Witness.Step(44, 5_000_000, "invoke", "", "withdraw 2 80"),
            new Witness.Step(44, 5_100_000, "read", SELECT, "account 2 revision 8 holds 50"),
            new Witness.Step(44, 5_300_000, "write", UPDATE, "account 2 revision 10 holds -30"),
            new Witness.Step(44, 5_400_000, "ok", "", "ok")),
        -30);
  }

  static Witness summary(long cents) {
    return new Witness(
        "the sum moved by " + cents + " without a payment", List.of(), List.of(), List.of(), cents);
  }
}
