package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The run as one page that needs nothing else: no network, no other file.
 *
 * <p>From top to bottom: the verdict, what was tested, the matrix, the evidence for each finding,
 * details of each strategy, what the signs mean, all settings, and {@code verdicts.json} itself for
 * programs. It reads without its script, which adds folding and stepping through lanes.
 *
 * <p>The page forbids itself every other script and every request by a content security policy that
 * names its own script and style by hash, so that even a mistake in escaping would stay text.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
public final class HtmlReport {

  private HtmlReport() {}

  /** The page, with a line end behind it. */
  public static String render(Scoreboard board) {
    String css = resource("page.css");
    String js = resource("page.js");
    Matrix matrix = Matrix.of(board);
    Anchors anchors = new Anchors(matrix);
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src %s; script-src %s"
            .formatted(hash(css), hash(js)));
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", "Overdraft: " + Wording.result(board.grade()));
    html.style(css).close();
    html.open("body");
    html.element("a", "Skip to the results", "class", "skip", "href", "#matrix");
    HtmlRun.banner(html, board);
    html.open("main");
    new HtmlMatrix(html, matrix, anchors).write();
    new HtmlEvidence(html, matrix, anchors).write();
    new HtmlStrategies(html, matrix, anchors).write();
    HtmlRun.legend(html, matrix);
    HtmlRun.settings(html, board);
    html.close();
    html.json("verdicts", VerdictsFile.print(board));
    html.script(js);
    return html.close().close().toString();
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the reports' jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + name, e);
    }
  }
}
