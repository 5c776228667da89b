/** Tests of the lattice of levels. */
@NullMarked
package dev.overdraft.check.level;

import org.jspecify.annotations.NullMarked;
