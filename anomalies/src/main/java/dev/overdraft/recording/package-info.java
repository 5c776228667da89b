/**
 * Watches a strategy's JDBC calls on the bank schema from outside: which row versions each
 * statement read and wrote, which transaction committed them, how many attempts it took. Imports
 * {@code history} and {@code java.sql}; starts no thread.
 *
 * <p>Decisions. <b>Around the strategy, not inside it</b>: {@link
 * dev.overdraft.recording.AccountSql} adds our columns to the strategy's own statements on {@code
 * account}, so that its file shows only what a developer would write and no extra round trip widens
 * or closes a race. Rejected: reading versions by statements of our own (another snapshot, so not
 * what the strategy saw), and inferring them from balances (ambiguous). <b>Our own proxy rather
 * than datasource-proxy</b>: that library can change a statement's text, but not move its
 * parameters, and we add one. <b>Revisions are counted by the database</b>, in columns of ours that
 * no strategy knows; a trigger counts for statements that we could not rewrite and marks them as
 * foreign: such a write is not lost, but whose it was cannot be told. <b>Below the pool</b>, in a
 * storm: a connection is then wrapped once in its life, and the ledger's statement is prepared
 * once; above it, each transaction would pay for both. <b>Closed statements are kept</b> and used
 * for the same text again ({@link dev.overdraft.recording.Shelf}): what that saves in the driver
 * pays for the watching, and the server sees no difference. <b>The ledger row travels with the
 * commit</b>, in one round trip, so that recording costs a transaction one small insert and no
 * waiting.
 */
@NullMarked
package dev.overdraft.recording;

import org.jspecify.annotations.NullMarked;
