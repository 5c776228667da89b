/**
 * The explorer as a JUnit Jupiter extension: a test declares a race, the extension runs every
 * interleaving of it. Beside it the storm: a test names a bank, the extension sets many workers on
 * it and judges their history. JUnit is an optional dependency; imports {@code explore}, {@code
 * storm}, {@code engine} and JUnit's API as of 5.12. Nothing imports it.
 *
 * <p>Decisions. <b>One test is one scenario</b>, not one per schedule: thousands of reported tests
 * help nobody. <b>The failure's message carries everything</b>, since build tools drop entries and
 * attachments; the witness is also published as a file. <b>The test method only declares</b>: what
 * it hands to the {@link dev.overdraft.junit.Race} is run when it has returned. <b>One embedded
 * server for all test classes</b>, started by the first that needs it and stopped with the test
 * run. <b>A team's own tables are watched by a trigger</b>, in the transaction that changes them:
 * rewriting statements, as we do on tables of ours, takes columns that a team's table does not
 * have, and judging by balances alone, the other rejected option, says that money is gone but not
 * who lost it. <b>A storm needs a control that is caught</b>, or its test fails as inconclusive.
 */
@NullMarked
package dev.overdraft.junit;

import org.jspecify.annotations.NullMarked;
