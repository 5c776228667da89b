/**
 * What the server's catalogue says about the tables under exploration, and bringing them back to
 * where they were before each schedule. Imports {@code java.sql} and {@code target}'s dialect
 * alone.
 *
 * <p>Decisions. <b>Reset by DELETE and INSERT from temporary copies</b>, of the tables that differ,
 * in one round trip: TRUNCATE costs four times as much and a new database a hundred times. <b>Rows
 * as text</b>: two states are compared, never computed with.
 */
@NullMarked
package dev.overdraft.explore.schema;

import org.jspecify.annotations.NullMarked;
