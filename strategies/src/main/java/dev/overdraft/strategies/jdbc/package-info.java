/**
 * Strategies in plain JDBC, and the little that they share: a transaction, a few typed queries, a
 * bounded retry.
 */
@NullMarked
package dev.overdraft.strategies.jdbc;

import org.jspecify.annotations.NullMarked;
