/** Tests of judging rows by replay. */
@NullMarked
package dev.overdraft.check.rows;

import org.jspecify.annotations.NullMarked;
