/**
 * The list of strategies: {@link dev.overdraft.strategies.Strategies}, a small class a family. Each
 * strategy is one narrated file in a package below, by the means that it uses ({@code jdbc}, {@code
 * ledger}, {@code queue}, {@code redis}, {@code jvm}, {@code multidatabase}, {@code orm}); imports
 * {@code anomalies} and nothing of the reports.
 *
 * <p>Decisions. <b>An explicit list</b>, not a scan of the class path: the order is the order of
 * the story, and a strategy that is forgotten is missed by a test rather than by nobody. <b>Ids are
 * locked and written in ascending order</b> everywhere but where a deadlock is the lesson, so that
 * one strategy's figures are not another one's deadlocks. <b>A strategy says itself what it
 * needs</b>, tables, constraints, where its money is ({@link dev.overdraft.workload.bank.Needs}),
 * so that a storm, an exploration and a benchmark make the same schema for it. <b>A broken one says
 * what catches it</b>: load, where it takes a crash or a memory that outlives a schedule;
 * schedules, where operations end with errors that a retry would have cured and no money is lost;
 * mostly both. What is decided outside the database is not stepped, good or broken. <b>Ten are the
 * core</b>, which tells the story in two minutes; the others are run by name or family.
 */
@NullMarked
package dev.overdraft.strategies;

import org.jspecify.annotations.NullMarked;
