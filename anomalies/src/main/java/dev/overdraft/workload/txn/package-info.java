/**
 * Transactions that ask a database about itself and not about a strategy: reads, and appends to
 * lists or writes of registers, on keys that come and go. Values only; anyone but {@code history},
 * {@code check} and {@code target} may import this.
 *
 * <p>Decisions. <b>The mix is Elle's</b>, parameter by parameter, because its keys were chosen so
 * that a few are hot, none lives long, and every value is written once to its key. <b>One generator
 * for all workers</b>: keys are retired when they have had their writes, which no worker can know
 * alone; so a seed repeats the sequence of transactions, and not who runs which. <b>A predicate is
 * a number in the row</b>, the group, and no row passes through a group: it begins there or ends
 * there, so that whoever does not find it saw one certain version of it. Rows that come and go, the
 * rejected option, are more like life and leave the judge unable to say that a level holds.
 */
@NullMarked
package dev.overdraft.workload.txn;

import org.jspecify.annotations.NullMarked;
