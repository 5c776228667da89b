/**
 * Strategies that let no two operations run at the same time, because one thread does all the
 * writing.
 */
@NullMarked
package dev.overdraft.strategies.queue;

import org.jspecify.annotations.NullMarked;
