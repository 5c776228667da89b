package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

  private static final double THRESHOLD = 0.05;

  @TempDir Path directory;

  @Test
  void of_brokenPromiseThatWasKept_appeared() {
    Comparison comparison = compare(kept(), broken());
    assertThat(comparison.lines().get(0).appeared()).containsExactly("lost-update");
    assertThat(comparison.exitCode()).isEqualTo(1);
    assertThat(ComparisonText.terminal(comparison)).startsWith("1 new anomaly.");
  }

  @Test
  void of_mendedPromise_gone() {
    Comparison comparison = compare(broken(), kept());
    assertThat(comparison.lines().get(0).gone()).containsExactly("lost-update");
    assertThat(comparison.exitCode()).isZero();
    assertThat(comparison.differs()).isTrue();
  }

  @Test
  void of_knownAnomaly_noNews() {
    assertThat(compare(broken(), broken()).differs()).isFalse();
    assertThat(ComparisonText.terminal(compare(broken(), broken()))).startsWith("No difference.");
  }

  /** What could not be decided this time is neither there nor gone. */
  @Test
  void of_undecidedThisTime_notGone() {
    assertThat(compare(broken(), undecided()).differs()).isFalse();
  }

  @Test
  void of_undecidedThisTime_inconclusive() {
    Comparison comparison = compare(kept(), undecided());
    assertThat(comparison.exitCode()).isEqualTo(4);
    assertThat(ComparisonText.terminal(comparison))
        .startsWith("No difference seen. 1 undecided.")
        .contains("? undecided: lost-update");
    assertThat(ComparisonText.html(comparison)).contains("<h1>Undecided</h1>");
    assertThat(compare(broken(), undecided()).exitCode()).isEqualTo(4);
  }

  /** The whole run has a broken promise's code; but that one is known, and the rest is not. */
  @Test
  void of_knownAnomalyBesideUndecided_inconclusive() {
    Scorecard known = Boards.advisoryLock();
    Snapshot base = of(known, Boards.selectForUpdate(), Boards.broken());
    Snapshot head = of(known, Boards.renamed(Boards.optimisticVersion(), "select-for-update"));
    assertThat(compare(base, base).exitCode()).isZero();
    assertThat(compare(base, head).exitCode()).isEqualTo(4);
  }

  @Test
  void of_headCutShort_inconclusive() {
    List<Scorecard> first = List.of(Boards.advisoryLock());
    Snapshot base = of(Boards.advisoryLock(), Boards.selectForUpdate());
    Snapshot head =
        Snapshot.of(new Scoreboard(Boards.plan(), "2026-03-01T12:00:00Z", true, first), Map.of());
    Comparison comparison = compare(base, head);
    assertThat(comparison.exitCode()).isEqualTo(4);
    assertThat(ComparisonText.terminal(comparison))
        .startsWith("No difference seen. The run was cut short.");
  }

  @Test
  void of_silentControl_inconclusive() {
    Comparison comparison = compare(of(Boards.broken()), of(Boards.broken(), Boards.silent()));
    assertThat(comparison.exitCode()).isEqualTo(4);
    assertThat(ComparisonText.terminal(comparison)).contains("new, ? undecided: exactly-once");
  }

  @Test
  void of_notFoundWithoutAControl_notGone() {
    Scorecard.Entry proven = Boards.selectForUpdate().entry(Anomaly.LOST_UPDATE);
    var nothing =
        new Scorecard.Entry(
            Anomaly.LOST_UPDATE, proven.verdict(), proven.claim(), Grade.INCONCLUSIVE);
    Snapshot head = of(graded("s", Grade.INCONCLUSIVE, List.of(nothing), List.of()));
    assertThat(compare(broken(), head).lines().get(0).gone()).isEmpty();
    assertThat(compare(broken(), head).exitCode()).isEqualTo(4);
  }

  @Test
  void of_exploredUndecided_inconclusive() {
    var silent = new Scorecard.Explored("two-withdrawals", "holds", "", true, 6, "", "");
    Snapshot head = of(graded("s", Grade.INCONCLUSIVE, List.of(), List.of(silent)));
    assertThat(compare(kept(), head).exitCode()).isEqualTo(4);
  }

  @Test
  void of_controls_theirLuckIsNoNews() {
    Map<Anomaly, Verdict> verdicts = Boards.clean();
    Snapshot silent = Snapshot.of(Boards.board(List.of(Boards.broken())), Map.of());
    Snapshot other =
        Snapshot.of(
            Boards.board(
                List.of(Boards.card("broken-read-then-write", "none", true, Map.of(), verdicts))),
            Map.of());
    assertThat(compare(silent, other).differs()).isFalse();
  }

  @Test
  void of_slowed_budgetBroken() {
    Comparison comparison = compare(costing(1.0, 1.0), costing(1.25, 1.0));
    assertThat(comparison.exitCode()).isEqualTo(3);
    assertThat(ComparisonText.terminal(comparison)).contains("1 slower.", "× 1.250", "slower");
    assertThat(ComparisonText.html(comparison)).contains("<h1>Slower</h1>");
  }

  @Test
  void of_moreWorkInNoMoreTime_slower() {
    assertThat(compare(costing(1.0, 1.0), costing(1.0, 1.25)).exitCode()).isEqualTo(3);
    assertThat(compare(costing(1.0, 1.0), costing(0.8, 1.25)).exitCode()).isEqualTo(3);
  }

  @Test
  void of_cheaper_faster() {
    Comparison comparison = compare(costing(1.0, 1.0), costing(0.8, 1.0));
    assertThat(comparison.exitCode()).isZero();
    assertThat(ComparisonText.terminal(comparison)).startsWith("1 faster.");
  }

  @Test
  void of_within_noDifference() {
    Comparison comparison = compare(costing(1.0, 1.0), costing(1.03, 0.97));
    assertThat(comparison.differs()).isFalse();
    assertThat(ComparisonText.terminal(comparison)).startsWith("No difference.");
  }

  @Test
  void of_notMeasured_saysSo() {
    assertThat(ComparisonText.terminal(compare(kept(), kept())))
        .contains("Nothing that a commit costs could be compared.");
  }

  /** What moves the yardstick is the machine, or the measurement, and no strategy. */
  @Test
  void of_yardstickMovedToo_costIsNotCompared() {
    Snapshot odd =
        new Snapshot("t", false, Map.of(), costs(1.25, 1), costing(1.25, 1.0).strategies());
    Comparison comparison = compare(costing(1.0, 1.0), odd);
    assertThat(comparison.exitCode()).isZero();
    assertThat(comparison.lines().get(0).time()).isEmpty();
    assertThat(comparison.lines().get(0).cpu()).isPresent();
    assertThat(ComparisonText.terminal(comparison)).contains("so time is not compared");
  }

  @Test
  void of_otherMachine_said() {
    Snapshot base = new Snapshot("t", false, Map.of("cores", "2"), costs(1, 1), List.of());
    Snapshot head = new Snapshot("t", false, Map.of("cores", "8"), costs(1, 1), List.of());
    assertThat(ComparisonText.terminal(compare(base, head))).contains("cores: 2 → 8");
  }

  @Test
  void read_baseline_sameAsWritten() throws IOException {
    Path file = directory.resolve("baseline.json");
    Files.writeString(file, costing(0.5, 2).text());
    assertThat(Snapshot.read(file)).isEqualTo(costing(0.5, 2));
  }

  @Test
  void read_baselineThatSaysNothingOfTheUndecided_none() throws IOException {
    Path file = directory.resolve("baseline.json");
    Files.writeString(file, kept().text().replaceAll(" *\"(undecided|cutShort)\".*\n", ""));
    assertThat(Files.readString(file)).doesNotContain("undecided", "cutShort");
    assertThat(Snapshot.read(file)).isEqualTo(kept());
  }

  @Test
  void read_somethingElse_oneSentence() throws IOException {
    Path file = directory.resolve("baseline.json");
    Files.writeString(file, "{\"a\": ");
    assertThatThrownBy(() -> Snapshot.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("neither a run directory nor a baseline");
  }

  @Test
  void annotations_brokenPromise_atTheTransfer() throws IOException {
    Path source = directory.resolve("strategies/src/main/java/advisory-lock.java");
    Files.createDirectories(source.getParent());
    Files.writeString(
        source, "/** transfer( in a comment */\nclass A {\n\n  Receipt transfer(Tx tx) {}\n}\n");
    List<String> commands =
        Annotations.of(Boards.board(List.of(Boards.advisoryLock(), Boards.broken())), directory);
    assertThat(commands).hasSize(1);
    assertThat(commands.get(0))
        .startsWith(
            "::error file=strategies/src/main/java/advisory-lock.java,line=4,"
                + "title=lost update in advisory-lock::account 7 should hold 140");
  }

  @Test
  void annotations_hostileName_oneLineAndNoCommand() throws IOException {
    var line =
        new Comparison.Line(
            "a\n::error::b, c: %",
            "", "both", List.of("x"), List.of(), List.of(), Optional.empty(), Optional.empty());
    List<String> commands =
        Annotations.of(
            new Comparison(THRESHOLD, Map.of(), false, List.of(line), Map.of()), directory);
    assertThat(commands)
        .containsExactly(
            "::error title=new x in a%0A%3A%3Aerror%3A%3Ab%2C c%3A %25::It was not there in the"
                + " baseline.");
  }

  private static Comparison compare(Snapshot base, Snapshot head) {
    return Comparison.of(base, head, THRESHOLD);
  }

  private static Snapshot of(Scorecard... cards) {
    return Snapshot.of(Boards.board(List.of(cards)), Map.of());
  }

  private static Scorecard graded(
      String name, Grade grade, List<Scorecard.Entry> verdicts, List<Scorecard.Explored> explored) {
    var operations = new Scorecard.Operations(1, 0, 0, 0, Map.of(), 1);
    return new Scorecard(
        name, "f", "", false, "", "e", "l", grade, verdicts, operations, "", List.of(), explored);
  }

  private static Snapshot kept() {
    return of(Boards.card("s", "f", false, Boards.promises(), Boards.clean()));
  }

  private static Snapshot undecided() {
    Map<Anomaly, Verdict> verdicts = Boards.clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Inconclusive("nothing met"));
    return of(Boards.card("s", "f", false, Boards.promises(), verdicts));
  }

  private static Snapshot broken() {
    Map<Anomaly, Verdict> verdicts = Boards.clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Found(Boards.lostUpdate(), 3, 120));
    return of(Boards.card("s", "f", false, Boards.promises(), verdicts));
  }

  private static Snapshot costing(double time, double cpu) {
    return new Snapshot(
        "t",
        false,
        Map.of(),
        costs(1, 1),
        List.of(new Snapshot.Strategy("s", "", List.of(), List.of(), List.of(), costs(time, cpu))));
  }

  private static CostsFile.Costs costs(double time, double cpu) {
    return new CostsFile.Costs(Collections.nCopies(6, time), Collections.nCopies(6, cpu));
  }
}
