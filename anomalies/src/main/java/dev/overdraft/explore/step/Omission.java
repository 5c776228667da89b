package dev.overdraft.explore.step;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A clause that is left out of every statement before it is sent, whatever its case and its white
 * space.
 *
 * <p>Sees the text alone: a clause inside a literal or a comment is left out too, and what is left
 * of the statement may not be SQL any more. A statement that the application prepared earlier is
 * out of reach. Safe for use by several threads.
 */
public final class Omission {

  private final Pattern clause;
  private volatile boolean occurred;

  /** Of a clause that is not empty. */
  public Omission(String clause) {
    String words =
        Arrays.stream(clause.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    this.clause =
        Pattern.compile(
            "(?<!\\w)" + words + "(?!\\w)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** The statement without the clause. */
  public String apply(String sql) {
    String without = clause.matcher(sql).replaceAll(" ");
    if (!without.equals(sql)) {
      occurred = true;
    }
    return without;
  }

  /** Whether any statement had the clause. */
  public boolean occurred() {
    return occurred;
  }
}
