/**
 * What is handed back for a failure: the schedule that shows it, in lanes, and a token that repeats
 * it. Pure functions on values, but for writing the trace file. Imports {@code step}, {@code
 * schema} and {@code oracle}.
 *
 * <p>Decisions. <b>A token names decisions, not a seed</b>: it survives a change of the search. It
 * carries a hash of the statements, so that changed code is noticed rather than silently explored.
 */
@NullMarked
package dev.overdraft.explore.witness;

import org.jspecify.annotations.NullMarked;
