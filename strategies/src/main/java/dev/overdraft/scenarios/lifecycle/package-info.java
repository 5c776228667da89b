/** Chapter seven of the catalogue: idempotency, queues, lifecycle and rounding. */
@NullMarked
package dev.overdraft.scenarios.lifecycle;

import org.jspecify.annotations.NullMarked;
