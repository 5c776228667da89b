/**
 * Consistency levels: what they are called, which imply which, and which of them a history
 * satisfies on each {@link dev.overdraft.check.level.Axis}. Values only; {@code check} fills them.
 *
 * <p>Decisions. <b>Order between transactions is a separate axis</b>: each level is reported plain,
 * with process order and with real time, because published checkers disagree whether read committed
 * or read atomic include process order, and a reader should see which one is meant. <b>An answer is
 * closed under implication</b>: a level holds only if all that it implies hold, so the lattice is
 * monotone whatever the searches behind it say. <b>Levels that nothing here can refute are not in
 * the list</b> (monotonic view, forward consistent view, update serializable): a level that always
 * holds says nothing.
 */
@NullMarked
package dev.overdraft.check.level;

import org.jspecify.annotations.NullMarked;
