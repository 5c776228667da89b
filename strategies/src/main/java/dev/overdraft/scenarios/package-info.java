/**
 * The catalogue of anti-patterns: {@link dev.overdraft.scenarios.Scenarios}. Each is one narrated
 * file in a package below, by chapter, with the code as people write it, its fix, and where which
 * of them breaks. Imports {@code explore}, {@code target} and {@code history}; nothing of the
 * reports.
 *
 * <p>Decisions. <b>An explicit list</b>, not a scan of the class path: its order is the order of
 * the catalogue, and a number that is missing is missed by a test. <b>Only the situation is written
 * down, never the schedule</b>: that the code fails, and how, is for the explorer to find. <b>What
 * a verdict is worth is stated per engine and level</b>, and checked there: the same code loses
 * money at one level and is refused at the next. <b>Clocks, networks, power and caches are rows of
 * the database</b>, so that their place in a schedule is a decision like any other; a real clock
 * would make every verdict a matter of luck.
 */
@NullMarked
package dev.overdraft.scenarios;

import org.jspecify.annotations.NullMarked;
