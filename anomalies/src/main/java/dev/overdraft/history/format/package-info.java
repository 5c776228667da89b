/**
 * Reads histories that others have recorded, and writes ours so that others can judge them: EDN as
 * Jepsen and Elle have it, its JSON twin, and plain text. Bytes in, values out: no threads, no
 * clock, no database; imports the rest of {@code history} alone.
 *
 * <p>Decisions. <b>Three stages that know nothing of each other</b>: tokens ({@code EdnTokens},
 * {@code JsonTokens}), events and their pairs ({@code EntryReader}, {@code Pairing}), and what
 * values mean ({@code Transactions}, {@code Calls}). The rejected option, one parser a format and
 * workload, would have had to learn each oddity of public files six times. <b>The order of a Jepsen
 * history is the order of its lines</b>, not of its times: a coordinator stamps an event before it
 * writes it down, and public files have times that run backwards. Overdraft's own files are sorted
 * by time. <b>Memory is bounded by {@code Limits} before a value is understood</b>, and nothing
 * recurses, so that no file can exhaust heap or stack; a history that is merely large needs memory
 * for its columns alone.
 */
@NullMarked
package dev.overdraft.history.format;

import org.jspecify.annotations.NullMarked;
