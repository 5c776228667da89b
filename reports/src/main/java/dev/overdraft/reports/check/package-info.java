/**
 * What {@code check} says of one history file: a value that text and JSON are rendered from. Imports
 * histories and verdicts alone.
 *
 * <p>Decisions. <b>Everything found is told</b>, what the expected level allows included and marked
 * so, since a reader who asked for one level still wants to know of the others. <b>No pass without
 * chances</b>: a history in which nothing overlapped is inconclusive.
 */
@NullMarked
package dev.overdraft.reports.check;

import org.jspecify.annotations.NullMarked;
