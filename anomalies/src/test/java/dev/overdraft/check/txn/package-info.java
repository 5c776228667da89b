/** Tests of judging: literal histories, simulated databases, planted anomalies. */
@NullMarked
package dev.overdraft.check.txn;

import org.jspecify.annotations.NullMarked;
