/**
 * The explorer as a JUnit Jupiter extension: a test declares a race, the extension runs every
 * interleaving of it. JUnit is an optional dependency; imports {@code explore}, {@code engine} and
 * JUnit's API as of 5.12. Nothing imports it.
 *
 * <p>Decisions. <b>One test is one scenario</b>, not one per schedule: thousands of reported tests
 * help nobody. <b>The failure's message carries everything</b>, since build tools drop entries and
 * attachments; the witness is also published as a file. <b>The test method only declares</b>: what
 * it hands to the {@link dev.overdraft.junit.Race} is run when it has returned. <b>One embedded
 * server for all test classes</b>, started by the first that needs it and stopped with the test
 * run.
 */
@NullMarked
package dev.overdraft.junit;

import org.jspecify.annotations.NullMarked;
