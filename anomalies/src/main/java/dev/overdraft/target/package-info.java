/**
 * What a run points at: a {@link dev.overdraft.target.Target} opens connections at a level and
 * reads back what the server says about itself; {@link dev.overdraft.target.SqlErrors} turns what a
 * driver throws into an outcome. May import {@code history}, {@code java.sql} and HikariCP; never
 * {@code engine}, which starts what a target points at.
 *
 * <p>Decisions. A target is a value, not a connection factory with state: it can be printed (never
 * with its password), put into a plan, and handed to a forked JVM. Levels are set on the connection
 * with {@link java.sql.Connection#setTransactionIsolation} rather than in the URL's {@code
 * options}, which a user's own URL may already use. Errors are classified in one place from
 * (SQLSTATE, vendor code, what was in flight), never by asking the exception's class: frameworks
 * wrap at will.
 */
@NullMarked
package dev.overdraft.target;

import org.jspecify.annotations.NullMarked;
