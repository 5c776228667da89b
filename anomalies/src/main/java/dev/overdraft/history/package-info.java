/**
 * What concurrent workers were asked, what came back, and the file that keeps it. Values and file
 * formats only: no threads, no clock, no database; everything else may import this package.
 *
 * <p>Decisions. <b>The file carries no index</b>: every worker appends its own buffers, so file
 * order is order per process only; {@link dev.overdraft.history.History} sorts by time and numbers
 * densely. The rejected option, holding events back until every worker's clock has passed them,
 * would lose the events that matter most when one worker hangs and the run is killed. <b>The plan
 * is kept here</b> and not beside the worker threads, because reports are rendered from the run
 * directory alone and may not import the storm.
 */
@NullMarked
package dev.overdraft.history;

import org.jspecify.annotations.NullMarked;
