/** Chapter one of the catalogue: read-modify-write and missing transactions. */
@NullMarked
package dev.overdraft.scenarios.unprotected;

import org.jspecify.annotations.NullMarked;
