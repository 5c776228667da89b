/** Tests of the engines: {@code IT}s start real servers, and leave none. */
@NullMarked
package dev.overdraft.engine;

import org.jspecify.annotations.NullMarked;
