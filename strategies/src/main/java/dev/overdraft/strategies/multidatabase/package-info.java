/**
 * Strategies for money that is in two databases: accounts with odd ids in one, those with even ids
 * in the other.
 *
 * <p>Decisions. <b>What makes two databases two is that no transaction spans them</b>, so each is a
 * connection with transactions of its own. Both lead to the same server here, since only so can the
 * final state be read in one snapshot, and a check of two servers that were read one after the
 * other would find differences of its own making. No statement below touches accounts of both.
 * <b>Crashes are planned</b>, by the run's seed, at the points that matter; the process that starts
 * again after one cleans up after itself, and its client is never answered. <b>No promise about
 * audits</b>: an audit of two databases may see one leg of a transfer before the other, whatever is
 * done about crashes. Two-phase commit makes a transfer atomic, not invisible while it is half
 * done.
 */
@NullMarked
package dev.overdraft.strategies.multidatabase;

import org.jspecify.annotations.NullMarked;
