/** Tests of footprints and of what depends on what. */
@NullMarked
package dev.overdraft.explore.search;

import org.jspecify.annotations.NullMarked;
