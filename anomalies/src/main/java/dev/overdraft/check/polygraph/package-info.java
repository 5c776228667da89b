/**
 * Graphs some of whose edges are a choice between two, and whether they can be chosen so that no
 * cycle comes of it: what is left of serializability and snapshot isolation where the order of
 * versions is not known. Integers in, integers out; for {@code check} only.
 *
 * <p>Decisions. <b>First everything that follows</b>: a choice one side of which would close a
 * cycle is no choice, and settling those until nothing changes decides most histories without a
 * guess. Reachability is computed for some thousands of vertices at a time, so that memory does not
 * grow with the square of a history. <b>Then a guess with a memory</b>: along one order of all
 * vertices almost every choice can be made for nothing; only those that fit in neither way are
 * tried, and every cycle met is remembered as what may not be chosen together. The rejected option,
 * trying one side and then the other, forgets why it failed and takes for ever. <b>A solver from
 * elsewhere</b> would do the same with a hundred times the code.
 */
@NullMarked
package dev.overdraft.check.polygraph;

import org.jspecify.annotations.NullMarked;
