/**
 * Decides whether each object of a history, taken alone, is linearizable: registers, rows with
 * versions, locks. By locality that is the whole question where every operation touches one object;
 * where transactions touch several it is a part of strict serializability. Pure functions on
 * values; imports {@code history} and {@code check.level} alone.
 *
 * <p>Decisions. <b>Zones, not search</b>: where values are unique, a write, its readers and
 * whatever replaced what it wrote form a block that nothing can come between, and blocks can be put
 * in order unless two of them must each come first; that takes n log n where Wing and Gong's search
 * takes exponential time. <b>A register is left undecided where a value was read that had been
 * written twice</b>, and not guessed; of a value that nobody read each write counts by itself.
 * <b>One violation an object</b>, the one with the fewest operations that was seen: the rest of an
 * object that has gone wrong once is mostly its consequences.
 *
 * @see <a href="https://doi.org/10.1137/S0097539794279614">Gibbons and Korach 1997: Testing Shared
 *     Memories</a>
 * @see <a href="https://doi.org/10.1145/78969.78972">Herlihy and Wing 1990: Linearizability</a>
 */
@NullMarked
package dev.overdraft.check.linear;

import org.jspecify.annotations.NullMarked;
