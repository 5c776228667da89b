/** Tests of targets and of the classification of errors. */
@NullMarked
package dev.overdraft.target;

import org.jspecify.annotations.NullMarked;
