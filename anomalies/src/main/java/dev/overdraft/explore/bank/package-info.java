/**
 * The built-in scenarios: small situations in which a way of moving money shows what it is worth,
 * for every strategy without a line of its own. May import {@code explore}, {@code workload},
 * {@code target} and what they may.
 *
 * <p>Decision: <b>a strategy's single writer is an advisory lock here</b> (on MariaDB, a lock of
 * {@code GET_LOCK}; on H2, HSQLDB and Derby, a new row in a table of ours), taken in the database
 * by a connection of its own. Who comes first in a queue is decided when work is handed over, which
 * is no statement; the lock makes it one, so that the order of the queue is a decision of the
 * schedule like any other and waiting for it can be seen from the server.
 */
@NullMarked
package dev.overdraft.explore.bank;

import org.jspecify.annotations.NullMarked;
