/** What the tests of all modules share: which are left out of the everyday suite, and saying so. */
@NullMarked
package dev.overdraft.suite;

import org.jspecify.annotations.NullMarked;
