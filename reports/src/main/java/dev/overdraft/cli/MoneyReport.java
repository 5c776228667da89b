package dev.overdraft.cli;

import dev.overdraft.history.Isolation;
import dev.overdraft.scenarios.money.Calculation;
import dev.overdraft.scenarios.money.ColumnMoney;
import dev.overdraft.scenarios.money.JavaMoney;
import dev.overdraft.target.Target;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * {@code overdraft explore money}: sums, done in Java and on the server.
 *
 * @param wanted techniques, or {@code money} for all of them
 */
record MoneyReport(PrintStream out, List<String> wanted) {

  static final String ALL = "money";

  /** Whether a name is that of a technique, or of all of them. */
  static boolean knows(String name) {
    return name.equals(ALL) || techniques().contains(name);
  }

  /** Their names, each once. */
  static List<String> techniques() {
    return JavaMoney.calculations().stream().map(Calculation::technique).distinct().toList();
  }

  /** Does the sums and prints them; returns the exit code. */
  int print(Target target, String schema) throws SQLException {
    int worst = section("In Java", JavaMoney.calculations());
    try (Connection connection =
        target.unpooled(Isolation.READ_COMMITTED, schema).getConnection()) {
      String title = "In the columns of " + target.dialect().label();
      worst = ExitCode.worse(worst, section(title, new ColumnMoney(connection).calculations()));
    }
    out.println("✗ is broken on purpose. A race is needed for none of it.");
    return worst;
  }

  private int section(String title, List<Calculation> calculations) {
    List<Calculation> chosen =
        calculations.stream()
            .filter(each -> wanted.contains(ALL) || wanted.contains(each.technique()))
            .toList();
    if (chosen.isEmpty()) {
      return ExitCode.AS_EXPECTED;
    }
    out.println(title);
    int worst = ExitCode.AS_EXPECTED;
    for (Calculation each : chosen) {
      out.printf(
          "%s %-18s %-75s %s%n",
          each.broken() ? "✗" : " ", each.technique(), each.what(), outcome(each));
      if (!each.asExpected()) {
        worst = ExitCode.worse(worst, each.exact() ? ExitCode.INCONCLUSIVE : ExitCode.ANOMALY);
      }
    }
    out.println();
    return worst;
  }

  private static String outcome(Calculation each) {
    String came = each.came().toPlainString();
    if (each.exact()) {
      return came + (each.broken() ? ", exact, though it should not be" : "");
    }
    BigDecimal difference = each.came().subtract(each.due());
    String sign = difference.signum() > 0 ? "too much" : "missing";
    return "%s, not %s: %s %s"
        .formatted(
            shortened(each.came()),
            each.due().toPlainString(),
            shortened(difference.abs()),
            sign + (each.broken() ? "" : ", though it should be exact"));
  }

  private static String shortened(BigDecimal number) {
    String text = number.toPlainString();
    return text.length() <= 22 ? text : text.substring(0, 22) + "…";
  }
}
