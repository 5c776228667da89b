/**
 * Which schedules to run: plain enumeration, its reduction to one schedule per class, and sampling.
 * Also what steps touch, and which steps depend on each other. No thread and no database: a search
 * hands out policies and is told what came of them. Imports {@code step} and {@code schema}.
 *
 * <p>Decisions. <b>Source sets and sleep sets, not optimal DPOR</b>: sleep sets alone give one
 * complete run per class, and what optimal DPOR would save are prefixes of a millisecond. <b>Never
 * bound the number of switches together with the reduction</b>, which would lose classes; the
 * shortest witness is searched for afterwards. <b>One decision is one transition</b>, with all the
 * awakenings that it leads to, and with whom somebody waits for then: judged by the step at its
 * gate alone, a statement that frees locks by failing, or a commit that lets somebody in who locks
 * more, slept on where it mattered, and outcomes were missed. <b>Where rows lie is not
 * controlled</b>: a statement that locks several rows in no order of its own may meet them in
 * another one in the next run, and then there are more classes than one search sees. <b>Footprints
 * are rounded up</b>: an unknown function, a view, a trigger touches everything.
 */
@NullMarked
package dev.overdraft.explore.search;

import org.jspecify.annotations.NullMarked;
