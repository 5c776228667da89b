/** Chapter six of the catalogue: errors, commits and audits. */
@NullMarked
package dev.overdraft.scenarios.errors;

import org.jspecify.annotations.NullMarked;
