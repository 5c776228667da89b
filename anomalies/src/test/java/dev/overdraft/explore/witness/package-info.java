/** Tests of tokens. */
@NullMarked
package dev.overdraft.explore.witness;

import org.jspecify.annotations.NullMarked;
