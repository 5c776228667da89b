/**
 * Strategies that queue what is asked for in a Redis list, as many web applications do: the
 * callers, the queue and the consumer share no memory, only messages. Whoever opens one needs a
 * Redis; {@link dev.overdraft.strategies.redis.RedisAtHand} starts one or takes the one that is
 * named.
 *
 * <p>Decision: <b>the strategy brings its queue along</b>, from its opening to its closing, rather
 * than each run: runs that do not ask for it start nothing, and keys that belong to one bank cannot
 * meet those of another. Decision: <b>none of them is explored</b>. What Redis hands out, and when,
 * is decided outside the database, where the explorer can neither hold a step back nor see who
 * waits; load and planned deaths have to show what they are worth.
 */
@NullMarked
package dev.overdraft.strategies.redis;

import org.jspecify.annotations.NullMarked;
