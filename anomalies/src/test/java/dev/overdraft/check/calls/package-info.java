/** Tests of the package of the same name. */
@NullMarked
package dev.overdraft.check.calls;

import org.jspecify.annotations.NullMarked;
