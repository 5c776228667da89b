/** Tests of the choice of edges. */
@NullMarked
package dev.overdraft.check.polygraph;

import org.jspecify.annotations.NullMarked;
