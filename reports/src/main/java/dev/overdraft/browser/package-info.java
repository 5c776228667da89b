/**
 * Drives a headless Chromium over its own protocol: for the screenshots of a README, and for tests
 * that open the pages as a person would. Imported by {@code cli} and by tests; imports Jackson
 * alone.
 *
 * <p>Decision: <b>the DevTools protocol over the JDK's WebSocket</b>, of which half a dozen methods
 * are enough. The rejected option, Selenium, would bring thirty jars and a driver binary that has
 * to match the browser's version.
 */
@NullMarked
package dev.overdraft.browser;

import org.jspecify.annotations.NullMarked;
