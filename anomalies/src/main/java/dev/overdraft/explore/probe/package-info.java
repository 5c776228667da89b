/**
 * Asks a server which anomalies it really prevents at each level, by running the Hermitage
 * scenarios through the same scheduler that explores application code. Imports {@code explore}.
 *
 * <p>Decisions. <b>Scenarios are data</b>, in a notation short enough to be read beside their
 * source. <b>A mark is measured, never assumed</b>: it also tells whether stepping, lock waits and
 * wake-ups are seen as they are, which makes the probe the explorer's own test.
 *
 * @see <a href="https://github.com/ept/hermitage">Hermitage, by Martin Kleppmann, CC BY 4.0</a>
 */
@NullMarked
package dev.overdraft.explore.probe;

import org.jspecify.annotations.NullMarked;
