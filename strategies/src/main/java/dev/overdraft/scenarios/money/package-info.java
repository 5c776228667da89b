/**
 * Money arithmetic: what becomes of an amount in doubles, decimals and minor units, in Java and in
 * a database's columns. No race is needed for any of it. Imports the JDK only.
 *
 * <p>Decision: <b>the sums are done, never quoted</b>, in Java and on the server at hand, since
 * engines round differently and versions change.
 */
@NullMarked
package dev.overdraft.scenarios.money;

import org.jspecify.annotations.NullMarked;
