/** Tests of the probe, against a real PostgreSQL. */
@NullMarked
package dev.overdraft.explore.probe;

import org.jspecify.annotations.NullMarked;
