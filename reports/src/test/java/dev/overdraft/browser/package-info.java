/** The browser itself, where one is installed. */
@NullMarked
package dev.overdraft.browser;

import org.jspecify.annotations.NullMarked;
