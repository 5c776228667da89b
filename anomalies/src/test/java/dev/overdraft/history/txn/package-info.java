/** Tests of histories of transactions in memory. */
@NullMarked
package dev.overdraft.history.txn;

import org.jspecify.annotations.NullMarked;
