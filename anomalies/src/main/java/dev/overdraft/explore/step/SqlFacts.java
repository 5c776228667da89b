package dev.overdraft.explore.step;

/**
 * What a statement's text says about it, looked up once per text.
 *
 * @param local whether it concerns its own session only
 * @param refused whether it cannot be stepped faithfully
 * @param writes whether it may change anything
 * @param locks whether it may lock rows or wait for them
 * @param unlocks whether it may let others in although its transaction goes on
 */
record SqlFacts(boolean local, boolean refused, boolean writes, boolean locks, boolean unlocks) {

  static SqlFacts of(String sql) {
    return new SqlFacts(
        SqlText.isLocal(sql),
        SqlText.isRefused(sql),
        SqlText.writes(sql),
        SqlText.locks(sql),
        SqlText.unlocks(sql));
  }
}
