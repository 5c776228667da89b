/** What concurrent workers were asked, what came back, and the files that keep it. */
@NullMarked
package dev.overdraft.history;

import org.jspecify.annotations.NullMarked;
