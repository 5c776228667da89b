/** Tests of judging single objects: literal, simulated, planted and random histories. */
@NullMarked
package dev.overdraft.check.linear;

import org.jspecify.annotations.NullMarked;
