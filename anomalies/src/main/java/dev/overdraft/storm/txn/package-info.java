/**
 * Storms of transactions against a database's own tables: what does this engine, at this isolation
 * level, let happen? Threads, connections and a file; the verdict is somebody else's.
 *
 * <p>Decisions. <b>Rows are made as keys come into use</b>, by the upsert of the engine, and not
 * beforehand: a key that is absent is part of what is tested. <b>Each worker writes its own events
 * down</b> and hands whole lines to one file under a lock; the recorder of the bank, which keeps
 * events for another thread to encode, would gain nothing where an event is a line of numbers.
 * <b>The versions of rows in groups are counted by the database</b> and read back by whoever writes
 * one, so that nothing about them has to be inferred. <b>A statement that is refused ends the
 * storm</b>: on engines that did not know the upsert every writer failed, and what the readers saw
 * of empty tables satisfied every level.
 */
@NullMarked
package dev.overdraft.storm.txn;

import org.jspecify.annotations.NullMarked;
