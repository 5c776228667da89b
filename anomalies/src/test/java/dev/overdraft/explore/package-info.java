/** Tests of the explorer, against a real PostgreSQL. */
@NullMarked
package dev.overdraft.explore;

import org.jspecify.annotations.NullMarked;
