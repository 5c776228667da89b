/**
 * Strategies as they are written with Hibernate 7, on the same table as all others.
 *
 * <p>Decision: {@code hibernate.order_updates} is on, so that two crossing transfers do not
 * deadlock at flush; what a deadlock costs is another strategy's lesson.
 */
@NullMarked
package dev.overdraft.strategies.orm;

import org.jspecify.annotations.NullMarked;
