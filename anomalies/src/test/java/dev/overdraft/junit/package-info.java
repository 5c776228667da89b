/**
 * Examples of races in tests, each with its broken twin, and the test that the twins are caught.
 */
@NullMarked
package dev.overdraft.junit;

import org.jspecify.annotations.NullMarked;
