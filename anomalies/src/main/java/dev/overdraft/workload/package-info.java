/**
 * What is asked of a system under test, and the ports through which it is asked. Imports {@code
 * history} and {@code check}; the consumer owns the interface, so a strategy, or a team's own
 * service, implements what is declared here.
 */
@NullMarked
package dev.overdraft.workload;

import org.jspecify.annotations.NullMarked;
