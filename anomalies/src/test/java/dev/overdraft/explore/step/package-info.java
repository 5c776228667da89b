/** Tests of what is stepped, without a database. */
@NullMarked
package dev.overdraft.explore.step;

import org.jspecify.annotations.NullMarked;
