/**
 * Judges banks, counters and sets of which nothing was recorded but what clients asked for and were
 * told. Pure functions on values; imports {@code history} alone.
 *
 * <p>Decisions. <b>Necessary conditions only</b>: without versions nobody can say which transfer was
 * lost, so a finding is a read that no order of the operations explains, and where there is none
 * this says so and no more. <b>A run that could not have shown anything is inconclusive</b>, where
 * the checkers that others use call it valid: too few reads, or no two operations that overlapped.
 * <b>One bad commit is one cause</b>, however many reads see it.
 */
@NullMarked
package dev.overdraft.check.calls;

import org.jspecify.annotations.NullMarked;
