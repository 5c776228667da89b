/**
 * Judges finished runs: user invariants, equivalence to a serial order, errors that are allowed;
 * and names what went wrong. Imports {@code step}, {@code schema}, {@code search}'s footprints and
 * {@code target}.
 *
 * <p>Decisions. <b>Serial outcomes are run, not computed</b>, on the same server with the same
 * code: no model of the application is needed. <b>An actor that fails with a retryable error counts
 * as not having run</b>, so the legal outcomes are those of the others' serial orders. <b>Generated
 * ids are renamed, points in time masked</b>: they differ between schedules without being wrong.
 */
@NullMarked
package dev.overdraft.explore.oracle;

import org.jspecify.annotations.NullMarked;
