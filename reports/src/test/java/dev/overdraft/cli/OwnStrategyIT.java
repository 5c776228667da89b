package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.suite.WholeSuite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy that a team wrote is stormed, explored and measured like a built-in one. */
class OwnStrategyIT {

  private static Engine engine;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private Ran overdraft(String code, String... args) throws Exception {
    return overdraftOn(OwnCode.LEDGER.replace("LOCK", code), args);
  }

  private Ran overdraftOn(String source, String... args) throws Exception {
    Path classes = OwnCode.compile(directory, "com.acme.OurBank$Provider", source).classes();
    String[] whole = new String[args.length + 6];
    System.arraycopy(args, 0, whole, 0, args.length);
    String[] where = {"--engine", engine.target().url(), "--user", engine.target().user()};
    System.arraycopy(where, 0, whole, args.length, 4);
    whole[args.length + 4] = "--classpath";
    whole[args.length + 5] = classes.toString();
    return Ran.overdraft(whole);
  }

  @Test
  void run_ownStrategy_isInTheMatrixBesideItsControls() throws Exception {
    Path out = directory.resolve("run");
    Ran ran = run(out, "--no-bench");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).containsPattern("our-bank .*pass");
    assertThat(ran.err()).contains("naive-read-modify-write");
    assertThat(out.resolve("history/our-bank.jsonl")).isNotEmptyFile();
  }

  /** Alone: what a control costs is another test's question. */
  @WholeSuite
  @Test
  void run_ownStrategy_isMeasuredInJvmsThatFindIt() throws Exception {
    Path out = directory.resolve("measured");
    Ran ran = run(out, "--no-controls");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out()).containsPattern("our-bank .* ± .*");
    assertThat(ran.err()).doesNotContain("is not measured");
    assertThat(out.resolve("jmh.json")).content().contains("our-bank");
  }

  @WholeSuite
  @Test
  void run_transferInOneStatementThatCannotBeFollowed_inconclusiveNotLost() throws Exception {
    String source =
        OwnCode.LEDGER
            .replace("LOCK", " for update")
            .replace(
                "tx.update(\"update account set balance = balance - ? where id = ?\", t.cents(),"
                    + " t.from());",
                "tx.update(\"with taken as (update account set balance = balance - ? where id = ?)"
                    + " update account set balance = balance + ? where id = ?\","
                    + " t.cents(), t.from(), t.cents(), t.to());")
            .replace(
                "tx.update(\"update account set balance = balance + ? where id = ?\", t.cents(),"
                    + " t.to());",
                "");
    Ran ran = runAlone(source);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out()).contains("by statements that could not be followed");
  }

  @WholeSuite
  @Test
  void run_depositThatNeverWorks_saysSo() throws Exception {
    String source =
        OwnCode.LEDGER
            .replace("LOCK", " for update")
            .replace(
                "return change(tx, d.account(), d.cents());",
                "return Receipt.refused(\"\" + tx.number(\"select balence from account\"));");
    Ran ran = runAlone(source);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out()).containsPattern("none of \\d+ deposits succeeded: 42703");
  }

  private Ran runAlone(String source) throws Exception {
    String out = directory.resolve("run").toString();
    return overdraftOn(
        source,
        ("run --strategies our-bank --ops 600 --no-explore --no-bench --no-controls --out " + out)
            .split(" "));
  }

  private Ran run(Path out, String how) throws Exception {
    return overdraft(
        " for update",
        "run",
        "--strategies",
        "our-bank",
        "--ops",
        "1500",
        "--no-explore",
        how,
        "--out",
        out.toString());
  }

  @Test
  void explore_ownStrategy_holdsWithTheLockAndFailsWithout() throws Exception {
    Ran good = overdraft(" for update", "explore", "our-bank.two-withdrawals");
    assertThat(good.exitCode()).as(good.out() + good.err()).isZero();
    assertThat(good.out()).contains("HOLDS; EXHAUSTIVE");
    Ran bad = overdraft("", "explore", "our-bank.two-withdrawals");
    assertThat(bad.exitCode()).as(bad.out() + bad.err()).isEqualTo(1);
    assertThat(bad.out()).contains("FAILS in");
  }

  @Test
  void lesson_twinOfTheirOwn_isTheBrokenOneOfTheTwo() throws Exception {
    String twin =
        """
        s -> new OurBank(s.dataSource())),
                BankStrategy.broken(
                    "our-naive",
                    "own",
                    "trusts what it read",
                    "our-bank",
                    BankStrategy.neverAny(),
                    OurBank.class,
                    s -> new OurBank(s.dataSource())));
        """;
    String page =
        lesson(paired("our-naive").replace("s -> new OurBank(s.dataSource())));", twin.strip()));

    assertThat(page)
        .contains("As people write it: our-naive", "Mended: our-bank", "The code trusts what it")
        .doesNotContain("As people write it: our-bank");
  }

  @Test
  void lesson_twinThatIsNotThere_isNotItselfAsBroken() throws Exception {
    assertThat(lesson(paired("nobody")))
        .contains("Mended: our-bank")
        .doesNotContain("As people write it: our-bank");
  }

  /** A good strategy that names its twin. */
  private static String paired(String twin) {
    return OwnCode.LEDGER
        .replace("LOCK", " for update")
        .replace("BankStrategy.own(", "BankStrategy.good(")
        .replace("\"our-bank\",", "\"our-bank\", \"own\",")
        .replace("it computed\",", "it computed\", \"%s\",".formatted(twin));
  }

  private String lesson(String source) throws Exception {
    Path pages = directory.resolve("pages");
    Ran ran = overdraftOn(source, "lesson", "our-bank", "--out", pages.toString());
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    return Files.readString(pages.resolve("our-bank.two-withdrawals.html"));
  }
}
