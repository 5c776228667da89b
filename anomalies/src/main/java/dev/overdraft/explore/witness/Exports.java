package dev.overdraft.explore.witness;

import dev.overdraft.explore.oracle.Errors;
import dev.overdraft.explore.oracle.Invariant;
import java.util.List;

/**
 * A witness in forms that other people's tools take. Pure functions of values.
 *
 * <p>SQL is shown with its values put in, as far as they are known as text. What travels outside
 * the schedule (SAVEPOINT, SET) was not recorded and is missing.
 *
 * @param schema SQL that makes the tables
 * @param given SQL that fills them, as in the scenario
 * @param invariants the scenario's rules; only those in SQL can be exported
 * @param errors which errors actors may end with, and which they have to handle
 * @param serial whether the outcome has to be that of some serial order
 */
public record Exports(
    Witness witness,
    List<String> schema,
    List<String> given,
    List<Invariant> invariants,
    Errors errors,
    boolean serial) {

  public Exports {
    schema = List.copyOf(schema);
    given = List.copyOf(given);
    invariants = List.copyOf(invariants);
  }

  /** Numbered steps to be pasted into one console per connection. */
  public String consoles() {
    return new ConsoleScript(this).text();
  }

  /**
   * A spec for PostgreSQL's isolationtester with this one permutation.
   *
   * @throws IllegalArgumentException if a statement has a closing brace, which ends a block there
   * @see <a
   *     href="https://github.com/postgres/postgres/blob/REL_15_STABLE/src/test/isolation/README">its
   *     README</a>
   */
  public String isolationSpec() {
    return new IsolationSpec(this).text();
  }

  /**
   * The source of a JUnit test, in the default package, that repeats the schedule and fails as long
   * as the application code does.
   *
   * @param code what calls the application code; where there is none the source has a gap
   */
  public String junit(JUnitCode code) {
    return new JUnitSource(this, code).text();
  }

  /** One line on what the witness shows. */
  String title() {
    String name = witness.anomaly().isEmpty() ? "" : ", a " + witness.anomaly();
    return "%s: %s%s: %s"
        .formatted(
            witness.scenario(),
            witness.failure().kind().title(),
            name,
            witness.failure().what().replace('\n', ' '));
  }

  static String terminated(String sql) {
    String bare = sql.strip();
    return bare.endsWith(";") ? bare : bare + ";";
  }
}
