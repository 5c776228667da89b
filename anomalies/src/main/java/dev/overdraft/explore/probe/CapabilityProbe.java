package dev.overdraft.explore.probe;

import static dev.overdraft.explore.probe.ProbeLane.WAITS;
import static dev.overdraft.explore.probe.ProbeLane.failed;
import static dev.overdraft.explore.probe.ProbeLane.inAMoment;
import static dev.overdraft.explore.probe.ProbeLane.inTheEnd;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Asks an engine, by doing it, what application code likes to take for granted.
 *
 * <p><b>What decides.</b> Rows and errors, wherever they can: two commits that both stand, a value
 * that was read. Only that a statement <em>waits</em> is told from a moment's silence, for want of
 * a question that every engine answers; an answer in that moment is proof that it does not wait.
 *
 * <p>Tables: one account table of three rows of 100, one of money. Both are dropped at the end.
 */
final class CapabilityProbe {

  private static final String ACCOUNT = "od_probe_account";
  private static final String MONEY = "od_probe_money";
  private static final String LOCK = "select balance from " + ACCOUNT + " where id = 1 for update";

  private final Target target;
  private final String schema;

  CapabilityProbe(Target target, String schema) {
    this.target = target;
    this.schema = schema;
  }

  List<Capability> run() throws SQLException, InterruptedException {
    execute(
        "create table " + ACCOUNT + " (id integer primary key, balance integer not null)",
        "create table " + MONEY + " (id integer primary key, amount numeric(18,2) not null)");
    try {
      return List.of(forUpdate(), writeSkew(), rowCount(), rounding(), failedStatement());
    } finally {
      execute("drop table " + MONEY, "drop table " + ACCOUNT);
    }
  }

  /** A value that was written before the second lock was granted tells that it was waited for. */
  private Capability forUpdate() throws SQLException, InterruptedException {
    String question = "Does SELECT … FOR UPDATE make a second one wait?";
    reset();
    try (var first = lane(Isolation.READ_COMMITTED);
        var second = lane(Isolation.READ_COMMITTED)) {
      String locked = first.ask(LOCK);
      if (failed(locked)) {
        return new Capability(
            "for-update", question, "not-understood", "the engine answers " + said(locked));
      }
      Future<String> rival = second.begin(LOCK);
      String soon = inAMoment(rival);
      if (!soon.equals(WAITS)) {
        return failed(soon)
            ? new Capability("for-update", question, "fails", "the second answers " + said(soon))
            : new Capability(
                "for-update", question, "no", "both read %s, neither waited".formatted(soon));
      }
      first.ask("update " + ACCOUNT + " set balance = 101 where id = 1");
      first.ask("commit");
      String late = inTheEnd(rival);
      return new Capability(
          "for-update",
          question,
          late.equals("101") ? "waits" : "waits-then-" + (failed(late) ? "fails" : "stale"),
          "the second answered %s once the first had written 101 and committed"
              .formatted(said(late)));
    }
  }

  /** Each reads both rows and empties another one; serially, the second would see the first's. */
  private Capability writeSkew() throws SQLException, InterruptedException {
    String question = "Does SERIALIZABLE stop write skew?";
    reset();
    String sum = "select sum(balance) from " + ACCOUNT + " where id in (1, 2)";
    try (var first = lane(Isolation.SERIALIZABLE);
        var second = lane(Isolation.SERIALIZABLE)) {
      String read = first.ask(sum);
      Future<String> alsoRead = second.begin(sum);
      inAMoment(alsoRead);
      Future<String> one = first.begin(empty(1));
      inAMoment(one);
      Future<String> two = second.begin(empty(2));
      inAMoment(two);
      Future<String> oneEnds = first.begin("commit");
      inAMoment(oneEnds);
      Future<String> twoEnds = second.begin("commit");
      List<String> answers =
          List.of(inTheEnd(one), inTheEnd(two), inTheEnd(oneEnds), inTheEnd(twoEnds));
      String seen = inTheEnd(alsoRead);
      boolean both = answers.stream().noneMatch(a -> failed(a) || a.equals(WAITS));
      if (both && read.equals(seen)) {
        return new Capability(
            "serializable-write-skew",
            question,
            "no",
            "both read the sum %s, each emptied a row of its own, and both committed"
                .formatted(read));
      }
      String why = answers.stream().filter(ProbeLane::failed).findFirst().orElse("");
      return new Capability(
          "serializable-write-skew",
          question,
          both ? "waits" : "aborts",
          both
              ? "the second read %s only after the first, which read %s".formatted(seen, read)
              : "one of the two ends with " + (why.isEmpty() ? "no answer at all" : said(why)));
    }
  }

  private static String empty(int id) {
    return "update " + ACCOUNT + " set balance = balance - 150 where id = " + id;
  }

  private Capability rowCount() throws SQLException, InterruptedException {
    reset();
    try (var lane = lane(Isolation.READ_COMMITTED)) {
      String count = lane.ask("update " + ACCOUNT + " set balance = 100 where id = 1");
      return new Capability(
          "row-count",
          "Does an update count rows matched or rows changed?",
          count.equals("1") ? "matched" : "changed",
          "an update that changes nothing in its row answers " + count);
    }
  }

  private Capability rounding() throws SQLException {
    String question = "What becomes of 0.005 in NUMERIC(18,2)?";
    try (Connection connection = source(Isolation.READ_COMMITTED).getConnection()) {
      String half = stored(connection, 1, "0.005");
      String next = stored(connection, 2, "0.015");
      String answer =
          switch (half + " " + next) {
            case "0.01 0.02" -> "half-up";
            case "0 0.02" -> "half-even";
            case "0 0.01" -> "truncated";
            case "0.005 0.015" -> "kept";
            default -> half.startsWith("!") ? "refused" : "otherwise";
          };
      return new Capability(
          "rounding",
          question,
          answer,
          "0.005 becomes %s, and 0.015 %s".formatted(said(half), said(next)));
    }
  }

  private static String stored(Connection connection, int id, String amount) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into " + MONEY + " (id, amount) values (?, ?)")) {
      insert.setInt(1, id);
      insert.setBigDecimal(2, new BigDecimal(amount));
      insert.executeUpdate();
    } catch (SQLException refused) {
      return "!" + ProbeLane.code(refused);
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("select amount from " + MONEY + " where id = " + id)) {
      row.next();
      BigDecimal kept = row.getBigDecimal(1);
      return kept.signum() == 0 ? "0" : kept.stripTrailingZeros().toPlainString();
    }
  }

  /** A write, a statement that fails, another write, and a commit: what is left of the two? */
  private Capability failedStatement() throws SQLException, InterruptedException {
    reset();
    String error;
    String after;
    String commit;
    try (var lane = lane(Isolation.READ_COMMITTED)) {
      lane.ask("update " + ACCOUNT + " set balance = 90 where id = 1");
      error = lane.ask("insert into " + ACCOUNT + " (id, balance) values (3, 0)");
      after = lane.ask("update " + ACCOUNT + " set balance = 110 where id = 2");
      commit = lane.ask("commit");
    }
    String left = balances();
    String answer =
        switch (left) {
          case "90 110" -> "undoes-itself-alone";
          case "100 110" -> "ends-the-transaction-unsaid";
          case "100 100" -> failed(after) ? "aborts-the-transaction" : "loses-everything";
          default -> "otherwise";
        };
    return new Capability(
        "failed-statement",
        "What does a failed statement do to its transaction?",
        answer,
        "after %s the next update answered %s, commit() %s, and 90 and 110 are left as %s"
            .formatted(
                said(error),
                said(after),
                failed(commit) ? "threw " + said(commit) : "returned",
                left));
  }

  private static String said(String answer) {
    return failed(answer) ? "error " + answer.substring(1) : answer;
  }

  private String balances() throws SQLException, InterruptedException {
    try (var lane = lane(Isolation.READ_COMMITTED)) {
      String of = "select balance from " + ACCOUNT + " where id = ";
      return lane.ask(of + 1) + " " + lane.ask(of + 2);
    }
  }

  private ProbeLane lane(Isolation level) throws SQLException {
    return new ProbeLane(source(level));
  }

  private javax.sql.DataSource source(Isolation level) {
    return target.unpooled(level, schema);
  }

  private void reset() throws SQLException {
    execute(
        "delete from " + ACCOUNT,
        "insert into " + ACCOUNT + " (id, balance) values (1, 100), (2, 100), (3, 100)");
  }

  private void execute(String... sql) throws SQLException {
    try (Connection connection = source(Isolation.READ_COMMITTED).getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }
}
