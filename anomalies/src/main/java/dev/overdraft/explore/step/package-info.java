/**
 * Stepping: parks each actor before every round trip to the database, releases one at a time, and
 * asks the server who waits for whom. Starts one thread per actor; imports {@code history}, {@code
 * target} and {@code java.sql}.
 *
 * <p>Decisions. <b>Our own reflection proxy rather than datasource-proxy</b>: an autocommit write
 * becomes two steps and a closing connection with an open transaction becomes one, which listeners
 * before and after a call cannot do. <b>One step at a time</b>: a decision is taken only when every
 * actor is at a gate, finished, or proven to wait; elapsed time says when to ask the server, never
 * what is the case. <b>A batch is one step</b>, as it is one round trip: that two of them may lock
 * rows by turns, and deadlock, is not seen. <b>Sessions belong to actors</b> and survive from run
 * to run, since opening one costs more than a whole schedule. <b>An engine in this JVM is asked
 * too, where it tells</b>: H2's list of sessions names who blocks whom, a little late, and the
 * thread that waits stands still, which only a JVM can see; HSQLDB's names who waits for whom, and
 * Derby's lock table names transactions, which its connections tell. What waits without being told,
 * as H2 does for a key that is unique by another index than the rows' own, ends in "unknown" and is
 * not guessed. <b>Plans are made once on PostgreSQL</b> ({@code force_generic_plan}): left to
 * itself the server plans the first five executions for their values and may change its mind at the
 * sixth, so that a schedule would depend on how many were run before it; planned anew each time,
 * statements make a schedule a sixth slower. Rejected: a proxy of the wire protocol, which sees no
 * application code, no thread and no pool.
 */
@NullMarked
package dev.overdraft.explore.step;

import org.jspecify.annotations.NullMarked;
