/** Chapter three of the catalogue: sets of rows and absent rows. */
@NullMarked
package dev.overdraft.scenarios.sets;

import org.jspecify.annotations.NullMarked;
