/** Tests of the search for cycles. */
@NullMarked
package dev.overdraft.check.graph;

import org.jspecify.annotations.NullMarked;
