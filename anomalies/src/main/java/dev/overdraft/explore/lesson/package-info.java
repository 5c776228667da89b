/**
 * Every order of one small scenario's steps, run beforehand on the real server and kept as a tree,
 * so that a page or a terminal can answer any order in which a learner lets the actors go. May
 * import {@code explore} and what it may; imported by the command.
 *
 * <p>Decision: <b>plain enumeration, not the reduced search</b>. A learner's order is one of all
 * orders, and each must have been run as it is; an equivalent one would show other statements in
 * other places.
 */
@NullMarked
package dev.overdraft.explore.lesson;

import org.jspecify.annotations.NullMarked;
