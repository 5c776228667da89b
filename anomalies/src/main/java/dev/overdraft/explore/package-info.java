/**
 * The schedule explorer: runs every inequivalent interleaving of a small scenario against a real
 * database and hands back the shortest one that breaks a rule, with a token that repeats it. Start
 * at {@link dev.overdraft.explore.Explorer} and {@link dev.overdraft.explore.Scenario}. May import
 * everything but {@code storm}; its sub-packages step, search, judge and render.
 *
 * <p>Decisions. <b>Application code is run unchanged</b>, on real threads, through the data source
 * that it is given; nothing about the database is modelled but what depends on what. <b>A verdict
 * says what it covers</b>: EXHAUSTIVE means one schedule of every class was run; anything less is
 * called so. <b>Stage 0 runs the serial orders twice</b>, before anything is concluded from them;
 * and where a search never came to the outcome of one of them, it has missed something that actors
 * do to each other, and is inconclusive.
 */
@NullMarked
package dev.overdraft.explore;

import org.jspecify.annotations.NullMarked;
