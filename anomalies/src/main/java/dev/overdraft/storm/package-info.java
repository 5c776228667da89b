/**
 * Many workers at once against one strategy, and the history of what they did. The package that
 * starts threads; imports everything but the reports.
 *
 * <p>Decisions. <b>Real threads and a start barrier</b>, because the races that we look for are
 * between real connections. <b>Events are stamped by the worker</b> around its own call and kept in
 * a buffer of its own; a coordinator's stamps would be sound, but lose the order in real time.
 * <b>The thread that waits for the workers also reports progress</b>, so that a run has no thread
 * whose only purpose is display. <b>A history is judged from its file</b>, never from memory: what
 * cannot be read again was not recorded.
 */
@NullMarked
package dev.overdraft.storm;

import org.jspecify.annotations.NullMarked;
