/** Chapter two of the catalogue: locks that protect nothing. */
@NullMarked
package dev.overdraft.scenarios.locks;

import org.jspecify.annotations.NullMarked;
