/** Tests of the package of the same name. */
@NullMarked
package dev.overdraft.storm.txn;

import org.jspecify.annotations.NullMarked;
