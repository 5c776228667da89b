/** Chapter four of the catalogue: optimistic checks, retries and stale copies. */
@NullMarked
package dev.overdraft.scenarios.optimistic;

import org.jspecify.annotations.NullMarked;
