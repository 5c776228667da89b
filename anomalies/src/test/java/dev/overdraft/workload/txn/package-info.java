/** Tests of the package of the same name. */
@NullMarked
package dev.overdraft.workload.txn;

import org.jspecify.annotations.NullMarked;
