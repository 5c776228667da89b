/**
 * Strategies that queue what is asked for: in the process, where one thread does all the writing,
 * or in a table, where consumers claim jobs; and what becomes of a queue with two writers, with a
 * check in the wrong place, and when a consumer dies.
 *
 * <p>Decision: <b>consumers die by plan</b>, at a named point and for operations that the run's
 * seed picks, not by luck. Whoever starts again carries on as a new consumer would.
 */
@NullMarked
package dev.overdraft.strategies.queue;

import org.jspecify.annotations.NullMarked;
