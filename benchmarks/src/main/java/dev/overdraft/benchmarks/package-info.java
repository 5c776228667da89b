/**
 * What each strategy costs: JMH benchmarks, and the code that runs them and reads their results.
 * Imports {@code strategies} and {@code anomalies}.
 *
 * <p>Decisions. <b>The server is started once, by the parent</b>, and its URL handed to the forks,
 * or every fork would pay for a start. <b>No recording</b> in what is measured, and a schema
 * without our columns: the figures are the strategy's. <b>Transfers only, and rich accounts</b>, so
 * that a strategy cannot look fast by refusing. <b>Committed operations</b> are the figure, not
 * calls: a strategy that gives up is not quick.
 */
@NullMarked
package dev.overdraft.benchmarks;

import org.jspecify.annotations.NullMarked;
