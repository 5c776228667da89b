package dev.overdraft.explore.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An interleaving in short: {@code 1:u1=11 2:u1=12 1:C 2:C}.
 *
 * <p>The number before the colon is the transaction. {@code u1=11} updates row 1, {@code s1} reads
 * it, {@code S} reads all, {@code [p]} reads those with p ({@code value%3} is a remainder), {@code
 * I(3,30)} inserts, {@code U(set|p)} updates and {@code D(p)} deletes where p, {@code C} commits,
 * {@code R} rolls back. A step of a transaction that waits is postponed until it goes on.
 */
public record Script(String text, List<Line> lines) {

  private static final Pattern UPDATE_ROW = Pattern.compile("u(\\d)=(\\d+)");
  private static final Pattern READ_ROW = Pattern.compile("s(\\d)");
  private static final String REMAINDER = "(\\w+)%(\\d+)";
  private static final Pattern CALL = Pattern.compile("([IUD])\\((.*)\\)");

  /**
   * One step.
   *
   * @param transaction from 1
   * @param sql the statement; {@code commit} or {@code rollback} for an end
   */
  public record Line(int transaction, String sql) {}

  public Script {
    lines = List.copyOf(lines);
  }

  /** Reads the notation. */
  public static Script of(String text) {
    List<Line> lines = new ArrayList<>();
    for (String step : text.strip().split("\\s+", -1)) {
      int colon = step.indexOf(':');
      int transaction = Integer.parseInt(step.substring(0, colon));
      lines.add(new Line(transaction, sql(step.substring(colon + 1))));
    }
    return new Script(text, lines);
  }

  /** How many transactions take part. */
  int transactions() {
    return lines.stream().mapToInt(Line::transaction).max().orElse(0);
  }

  /** One transaction's statements, in order. */
  List<String> of(int transaction) {
    return lines.stream().filter(l -> l.transaction() == transaction).map(Line::sql).toList();
  }

  private static String sql(String step) {
    Matcher update = UPDATE_ROW.matcher(step);
    if (update.matches()) {
      return "update test set value = %s where id = %s".formatted(update.group(2), update.group(1));
    }
    Matcher read = READ_ROW.matcher(step);
    if (read.matches()) {
      return "select id, value from test where id = " + read.group(1);
    }
    if (step.startsWith("[")) {
      String condition = step.substring(1, step.length() - 1).replaceAll(REMAINDER, "mod($1, $2)");
      return "select id, value from test where " + condition + " order by id";
    }
    Matcher call = CALL.matcher(step);
    if (call.matches()) {
      return call(call.group(1), call.group(2));
    }
    return switch (step) {
      case "S" -> "select id, value from test order by id";
      case "C" -> "commit";
      case "R" -> "rollback";
      default -> throw new IllegalArgumentException("not a step: " + step);
    };
  }

  private static String call(String verb, String arguments) {
    String[] parts = arguments.split("\\|", -1);
    String where = parts.length > 1 ? " where " + parts[1] : "";
    return switch (verb) {
      case "I" -> "insert into test (id, value) values (" + arguments + ")";
      case "D" -> "delete from test where " + arguments;
      default -> "update test set " + parts[0] + where;
    };
  }
}
