/**
 * Strategies that write down what happened and add it up: a table of entries, whose sum is the
 * balance.
 *
 * <p>Decisions. <b>The entries are the history.</b> A storm records versions of rows of {@code
 * account}, and here nothing happens to those; so what is judged is the strategy's own log, the
 * n-th entry of an account as its revision n. Money made or lost, overdrafts and operations that
 * were applied twice or not at all show there as anywhere. What cannot be told is claimed as "does
 * not apply": an entry overwrites no other, so no update is lost; where the sum <em>is</em> the
 * balance the two cannot differ; and which entries an audit added up is not recorded. Rejected:
 * entries that a trigger mirrors into {@code account}, which would make rows of {@code account} the
 * place where transactions meet, and so change the very races that are looked for.
 */
@NullMarked
package dev.overdraft.strategies.ledger;

import org.jspecify.annotations.NullMarked;
