/** Reports as they read, from one literal scoreboard; no run and no database. */
@NullMarked
package dev.overdraft.reports;

import org.jspecify.annotations.NullMarked;
