package dev.overdraft.history;

/**
 * One version of one account row: the revision that the database counted, who wrote it, and the
 * balance that it holds.
 *
 * @param account the account's id
 * @param revision 0 for the opening balance, then 1, 2, 3 … in the order in which the versions were
 *     installed
 * @param writer a mark as {@link Writer} packs it
 * @param cents the balance in minor units
 */
public record RowVersion(long account, long revision, long writer, long cents) {}
