package dev.overdraft.reports;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * HTML written tag by tag. Every text and every attribute is escaped here and nowhere else; only
 * {@link #script} and {@link #style} take a text as it is, and they take our own resources.
 */
final class Html {

  private final StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens an element; attributes are names and values in turn. */
  Html open(String tag, String... attributes) {
    page.append('<').append(tag);
    for (int at = 0; at < attributes.length; at += 2) {
      String value = escape(Plain.text(attributes[at + 1]));
      page.append(' ').append(attributes[at]).append("=\"").append(value).append('"');
    }
    page.append('>');
    open.push(tag);
    return this;
  }

  /** Closes the element that was opened last. */
  Html close() {
    String tag = open.pop();
    page.append("</").append(tag).append('>').append(inline(tag) ? "" : "\n");
    return this;
  }

  Html text(String data) {
    page.append(escape(Plain.text(data)));
    return this;
  }

  /** An element with nothing but text in it. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** A name or a sentence from data, whose direction does not reach what is around it. */
  Html data(String tag, String text, String... attributes) {
    return open(tag, attributes).open("bdi").text(text).close().close();
  }

  /** An element without content or end tag. */
  Html empty(String tag, String... attributes) {
    open(tag, attributes);
    open.pop();
    page.append('\n');
    return this;
  }

  /** A table's beginning, in a box of its own that scrolls and that the keyboard can reach. */
  Html table(String caption, String style) {
    open(
        "div",
        "class",
        "scroll around-" + style,
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        caption);
    open("table", "class", style);
    return element("caption", caption);
  }

  /** A table's head row, and the beginning of its body. */
  Html columns(String... names) {
    open("thead").open("tr");
    for (String name : names) {
      element("th", name, "scope", "col");
    }
    return close().close().open("tbody");
  }

  Html endTable() {
    return close().close();
  }

  Html style(String css) {
    page.append("<style>").append(css).append("</style>\n");
    return this;
  }

  Html script(String js) {
    page.append("<script>").append(js).append("</script>\n");
    return this;
  }

  /**
   * JSON for other programs to find in the page; what could end the element, or hide in it, is
   * escaped.
   */
  Html json(String id, String json) {
    return json(" id=\"" + escape(id) + "\"", json, "\n");
  }

  /** JSON that the script of the page finds by where it is. */
  Html json(String json) {
    return json("", json, "");
  }

  private Html json(String attributes, String json, String begin) {
    page.append("<script type=\"application/json\"").append(attributes).append('>').append(begin);
    json.codePoints()
        .forEach(
            c -> {
              boolean markup = c == '<' || c == '>' || c == '&';
              if (c == '\n' || (!markup && Plain.showable(c))) {
                page.appendCodePoint(c);
                return;
              }
              for (char half : Character.toChars(c)) {
                page.append("\\u%04x".formatted((int) half));
              }
            });
    page.append("</script>\n");
    return this;
  }

  /** The page; every element has to be closed. */
  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("never closed: " + open);
    }
    return page.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static boolean inline(String tag) {
    return switch (tag) {
      case "a", "bdi", "code", "span", "s", "strong", "button", "small" -> true;
      default -> false;
    };
  }
}
