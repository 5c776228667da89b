package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import java.util.List;

/**
 * One round trip that an actor is about to make: what the scheduler decides about.
 *
 * <p>BEGIN is no step, it travels with the first statement. A step is a value: the same code in the
 * same schedule makes equal steps, but for the session.
 *
 * @param actor who, from 0
 * @param ordinal the actor's how-manieth step, from 0
 * @param sql as the application wrote it; empty unless a statement
 * @param binds the parameters as text, strings quoted; several lists of a batch in one row
 * @param session the server's own id of the connection
 * @param transaction the actor's how-manieth transaction, from 0
 * @param first whether the step is its transaction's first, where a snapshot begins
 * @param alone whether it runs outside a transaction: an autocommit read
 * @param source the line of application code behind it; empty unless asked for
 */
public record Step(
    int actor,
    int ordinal,
    Kind kind,
    String sql,
    List<String> binds,
    int session,
    int transaction,
    Isolation level,
    boolean first,
    boolean alone,
    String source) {

  /** What travels. */
  public enum Kind {
    STATEMENT("statement"),
    COMMIT("commit"),
    ROLLBACK("rollback"),
    ROLLBACK_TO_SAVEPOINT("rollback to savepoint"),
    /** A connection is closed, or given back, while its transaction is open: a rollback. */
    CLOSE("close (rolls back)"),
    /** A rollback that only acknowledges what an error has done to the whole transaction. */
    ROLLBACK_AFTER_ERROR("rollback"),
    /** The same by closing. */
    CLOSE_AFTER_ERROR("close (rolls back)");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word in lanes. */
    public String text() {
      return text;
    }
  }

  public Step {
    binds = List.copyOf(binds);
  }

  /** Whether it ends its transaction. */
  public boolean ends() {
    return switch (kind) {
      case COMMIT, ROLLBACK, CLOSE, ROLLBACK_AFTER_ERROR, CLOSE_AFTER_ERROR -> true;
      case STATEMENT, ROLLBACK_TO_SAVEPOINT -> alone;
    };
  }

  /** Whether nobody else notices: the server had undone the transaction and freed its locks. */
  public boolean isHollow() {
    return kind == Kind.ROLLBACK_AFTER_ERROR || kind == Kind.CLOSE_AFTER_ERROR;
  }

  /** What it is, without values: equal for the same code. */
  public String fingerprint() {
    return kind == Kind.STATEMENT ? SqlText.normal(sql) : kind.text();
  }

  /** The statement with its values in place of the question marks, or the kind's word. */
  public String text() {
    return kind == Kind.STATEMENT ? SqlText.withValues(SqlText.normal(sql), binds) : kind.text();
  }

  /** The same of each statement of a batch by itself; of none, unless it is a statement. */
  public List<String> texts() {
    return kind == Kind.STATEMENT ? SqlText.eachWithValues(sql, binds) : List.of();
  }
}
