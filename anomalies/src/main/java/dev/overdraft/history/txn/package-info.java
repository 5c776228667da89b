/**
 * Histories of transactions in memory: whatever file or workload they come from, list appends,
 * registers or rows with versions, they are judged from the columns kept here. Plain arrays on
 * {@code java.base}; everything else may import this package.
 *
 * <p>Decisions. <b>Columns, not objects</b>: twenty million accesses fit in half a gigabyte, and
 * one pass over them runs at the speed of memory; the rejected option, a list of operations with a
 * list of accesses each, takes ten times that. <b>Keys and writers are numbered as they come</b>,
 * so that everything after loading indexes arrays and hashes nothing. <b>A predicate is a
 * group</b>: every version of a row is in one group or in none, so that for each row that a read of
 * a group does not return it is known which of its versions would have been returned. <b>What is
 * wrong with a recording is a {@link dev.overdraft.history.txn.DataFault}, not an exception</b>: a
 * process that goes on after an unknown outcome makes the order of that process worthless, but not
 * the rest of the history.
 */
@NullMarked
package dev.overdraft.history.txn;

import org.jspecify.annotations.NullMarked;
