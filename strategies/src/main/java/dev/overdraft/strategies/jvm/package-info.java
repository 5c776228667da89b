/**
 * Strategies whose locks are in the memory of a process: right as long as there is one process and
 * the lock outlives the transaction.
 *
 * <p>Decision: <b>a second process is a second set of locks</b>. What two JVMs on one database have
 * of each other is nothing, and so have two banks in one JVM that share no lock; starting a process
 * for it, the rejected option, would hide the operations from the recorder and show no more.
 */
@NullMarked
package dev.overdraft.strategies.jvm;

import org.jspecify.annotations.NullMarked;
