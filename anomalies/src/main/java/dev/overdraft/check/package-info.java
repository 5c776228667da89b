/**
 * Decides from a history what went wrong, by which operations, and how much money it moved. Pure
 * functions on values: no clock, no thread, no database; imports {@code history} alone.
 *
 * <p>Decisions. <b>The server's transfer log is the truth about effects</b>, the client's answers
 * are the truth about promises; a checker compares them, and an unknown outcome is settled by the
 * log rather than by search. <b>A lost update needs a residual</b>: two relative writes that read
 * one version are formally Berenson's P4, but no money is lost by them, and their stale guards are
 * reported by {@link dev.overdraft.check.NegativeBalance} where they do harm. <b>A transaction's
 * versions of one row are read together</b>: a row may be touched to lock it, so counting writes,
 * the rejected option, would call that a double debit. <b>Chances are counted, not assumed</b>: a
 * checker that found nothing says how often it could have. <b>The checkers are checked on the very
 * history that they judge</b>: faults are planted into copies of it, see {@link
 * dev.overdraft.check.SelfCheck}; a fixed set of bad histories, the rejected option, says nothing
 * about a recording that is too thin to show them. <b>Stale audits break no verdict</b>: only
 * strict levels forbid them, so they are counted beside it.
 */
@NullMarked
package dev.overdraft.check;

import org.jspecify.annotations.NullMarked;
