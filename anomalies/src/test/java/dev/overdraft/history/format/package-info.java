/** Tests of the readers and writers of histories. */
@NullMarked
package dev.overdraft.history.format;

import org.jspecify.annotations.NullMarked;
