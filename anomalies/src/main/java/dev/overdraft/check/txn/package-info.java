/**
 * Judges histories of transactions: {@link dev.overdraft.check.txn.Judge} is the way in, {@link
 * dev.overdraft.check.txn.Judgement} all that comes out. Imports {@code history} alone.
 *
 * <p>Decisions. <b>The order of versions is laid down once</b>, by what each model knows, and all
 * that follows (edges, components, levels, proofs) works on slots and asks no more where they came
 * from. <b>Edges carry no reasons</b>: the evidence of the few that end up in a proof is looked up
 * again, so that millions of others cost four bytes each. <b>A component is searched for one worst
 * cycle, shortest and earliest</b>, while pairs of transactions with a name are all counted;
 * enumerating all cycles, the rejected option, is exponential and says nothing new. <b>Every broken
 * level has a finding that breaks it</b>: which levels a cycle breaks is asked of what was seen and
 * missed in it, not of its name alone; where none that was found says so, one is searched. <b>A row
 * that a predicate read did not return was read too</b>: by what it was then, not by its absence.
 * <b>An append that nobody read comes last</b>; without that rule real cycles vanish. Of several
 * such nobody knows the order: levels that depend on it hold if one order satisfies them.
 */
@NullMarked
package dev.overdraft.check.txn;

import org.jspecify.annotations.NullMarked;
