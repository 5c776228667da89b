/**
 * Rows whose versions the database counts, judged without a graph where that is enough: a serial
 * order in real time proves every level at once.
 *
 * <p>Decisions. <b>The order is looked for by replay</b>, not guessed: a transaction is replayed as
 * soon as the versions that it read are the current ones and whoever had been answered before it
 * began has been replayed. That fails if and only if the graph of all orders has a cycle, so it is
 * Kahn's algorithm with edges that are computed and never stored. <b>Anything odd is left to the
 * {@linkplain dev.overdraft.check.txn.Judge full judge}</b>: it names what is wrong, and this
 * package never has to. May import {@code history}, {@code check.txn} and {@code check.level}.
 */
@NullMarked
package dev.overdraft.check.rows;

import org.jspecify.annotations.NullMarked;
