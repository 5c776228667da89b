/**
 * The {@code overdraft} command: wiring and nothing else; may import everything.
 *
 * <p>Decisions. <b>stdout carries the result, stderr the progress</b>, so that a pipe gets one and
 * a person sees both. <b>Controls are added</b> when somebody runs a good strategy alone: without
 * the broken ones in the same run, "not found" would be worth nothing. <b>Ctrl-C ends the run, not
 * the process</b>: the shutdown hook asks the workers to stop and waits while what was recorded is
 * judged.
 */
@NullMarked
package dev.overdraft.cli;

import org.jspecify.annotations.NullMarked;
