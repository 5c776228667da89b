/** Chapter five of the catalogue: lock order and isolation levels. */
@NullMarked
package dev.overdraft.scenarios.order;

import org.jspecify.annotations.NullMarked;
