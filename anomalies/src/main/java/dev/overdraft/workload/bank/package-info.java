/**
 * The bank: accounts with a balance in minor units, transfers, withdrawals, deposits and audits.
 *
 * <p>Decisions. <b>Operations are drawn per worker from its own generator</b>, split from the run's
 * seed, so that a plan asks every worker the same whatever the timing; one shared stream would not
 * survive a race. <b>Amounts are multiples of one denomination</b>, so that an account is emptied
 * exactly again and again: a guard is wrong at its boundary first.
 */
@NullMarked
package dev.overdraft.workload.bank;

import org.jspecify.annotations.NullMarked;
