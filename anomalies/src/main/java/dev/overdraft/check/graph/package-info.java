/**
 * Directed graphs of transactions and what is searched in them: components, typed shortest cycles.
 * Integers in, integers out; knows nothing of keys or values. For {@code check} only.
 *
 * <p>Decisions. <b>One graph, several masks</b>: every level is the question whether some kinds of
 * edges make a cycle, so the kinds are bits and the graph is built once. <b>Vertices that stand for
 * nobody</b> carry what would be quadratic as edges: real time is a chain of completions, and
 * appends that nobody read hang on one vertex a key; an edge out of such a vertex is a {@link
 * dev.overdraft.check.graph.EdgeKind#LINK} and costs nothing in the length of a cycle. <b>No
 * recursion</b>: a component may have a million members.
 */
@NullMarked
package dev.overdraft.check.graph;

import org.jspecify.annotations.NullMarked;
