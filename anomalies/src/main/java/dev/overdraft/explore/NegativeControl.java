package dev.overdraft.explore;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The second exploration of a scenario that holds, with a clause left out of every statement: it
 * has to fail, or the first one says nothing about the clause.
 *
 * @param occurred whether any statement had the clause
 * @param without what came of the scenario without it
 */
record NegativeControl(String clause, boolean occurred, Exploration without) {

  /** Class 42, "syntax error or access rule violation": PostgreSQL 18, appendix A. */
  private static final Pattern NOT_SQL = Pattern.compile("threw \\S+ 42\\w{3}");

  /** What came of the scenario as it is, in the light of this. */
  Exploration judge(Exploration whole) {
    Coverage coverage = whole.coverage();
    return whole.covering(
        objection()
            .map(why -> coverage.inconclusive("proves nothing: " + why))
            .orElseGet(() -> coverage.remarked("fails without '" + clause + "'")));
  }

  private Optional<String> objection() {
    if (!occurred) {
      return Optional.of("'" + clause + "' occurs in no statement");
    }
    if (invalid() || SerialOrders.isForeign(without)) {
      return Optional.of("without '" + clause + "' a statement is no SQL any more");
    }
    return switch (without.verdict()) {
      case FAILS -> Optional.empty();
      case HOLDS -> Optional.of("it holds without '" + clause + "' too");
      case INCONCLUSIVE -> Optional.of("without '" + clause + "', " + without.coverage().remark());
    };
  }

  /** A failure that comes from a statement's being cut in two is no race. */
  private boolean invalid() {
    return without.outcomes().stream()
        .flatMap(outcome -> outcome.endings().stream())
        .anyMatch(NOT_SQL.asMatchPredicate());
  }
}
