/**
 * Renders a judged run for people and for other programs: terminal, Markdown, HTML, JUnit XML.
 * Functions from a {@link dev.overdraft.check.Scoreboard} to text, and one class that writes files;
 * imports {@code history} and {@code check} alone, so that any past run can be rendered again.
 *
 * <p>Decisions. <b>One model, four renderers</b>: {@code Matrix} decides what ranks and which
 * columns there are, {@code Mark} what a cell says, so no two reports can disagree. <b>Data is
 * never markup</b>: each format has one place that escapes, and it sees every string; the rejected
 * option, a template engine, would escape too but needs a reviewer for each template. picocli's own
 * table was tried and left: it reads {@code @|red …|@} in the data as markup. <b>The page is one
 * file</b> without network, framework or build step, so that it can be mailed and opened years
 * later.
 */
@NullMarked
package dev.overdraft.reports;

import org.jspecify.annotations.NullMarked;
