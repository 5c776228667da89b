package dev.overdraft.explore.step;

/**
 * What a statement's text says about it, looked up once per text.
 *
 * @param local whether it concerns its own session only
 * @param queries whether it asks for something, as far as it begins transactions and snapshots
 * @param refused whether it cannot be stepped faithfully
 * @param writes whether it may change anything
 * @param locks whether it may lock rows or wait for them
 * @param locksForSession whether it may lock something for longer than its transaction
 * @param leaves whether it ends its session's transaction, or hands it over, or may
 * @param unlocks whether it may let others in although its transaction goes on
 */
record SqlFacts(
    boolean local,
    boolean queries,
    boolean refused,
    boolean writes,
    boolean locks,
    boolean locksForSession,
    boolean leaves,
    boolean unlocks) {

  static SqlFacts of(String sql) {
    return SqlText.each(sql).stream().map(SqlFacts::ofOne).reduce(SqlFacts::and).orElseThrow();
  }

  private static SqlFacts ofOne(String sql) {
    return new SqlFacts(
        SqlText.isLocal(sql),
        SqlText.firstWord(SqlText.skeleton(sql)).equals("select"),
        SqlText.isRefused(sql),
        SqlText.writes(sql),
        SqlText.locks(sql),
        SqlText.locksForSession(sql),
        SqlText.preparesTransaction(sql) || SqlText.endsBranch(sql),
        SqlText.unlocks(sql));
  }

  /** Of both in one round trip. */
  private SqlFacts and(SqlFacts other) {
    return new SqlFacts(
        local && other.local,
        queries || other.queries,
        refused || other.refused,
        writes || other.writes,
        locks || other.locks,
        locksForSession || other.locksForSession,
        leaves || other.leaves,
        unlocks || other.unlocks);
  }
}
