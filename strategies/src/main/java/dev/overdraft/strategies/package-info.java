/**
 * The list of strategies: {@link dev.overdraft.strategies.Strategies}. Each is one narrated file in
 * a package below, by the means that it uses ({@code jdbc}, {@code orm}, {@code queue}); imports
 * {@code anomalies} and nothing of the reports.
 *
 * <p>Decisions. <b>An explicit list</b>, not a scan of the class path: the order is the order of
 * the story, and a strategy that is forgotten is missed by a test rather than by nobody. <b>Ids are
 * locked and written in ascending order</b> everywhere but where a deadlock is the lesson, so that
 * one strategy's figures are not another one's deadlocks. <b>A team's own strategies</b> come by
 * {@link java.util.ServiceLoader} from {@link dev.overdraft.strategies.ClassPath} into the {@link
 * dev.overdraft.strategies.Roster} of one command, which is handed on; a registry to add oneself to
 * would be state that every test has to clean up.
 */
@NullMarked
package dev.overdraft.strategies;

import org.jspecify.annotations.NullMarked;
