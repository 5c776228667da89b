package dev.overdraft.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/**
 * Pages on which a learner drives a race. A page is one file without network; all that it can show
 * is in the lesson's JSON, which it carries.
 */
public final class LessonPages {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LessonPages() {}

  /**
   * Where a page stands in a course.
   *
   * @param number 0 outside of one
   * @param title instead of the lesson's own; empty for that
   * @param mended whether it begins with the mended code
   */
  public record Place(int number, String title, boolean mended) {
    /** A page of its own. */
    public static Place alone() {
      return new Place(0, "", false);
    }
  }

  /**
   * A line of a course's index.
   *
   * @param missing why there is no such page; empty if there is one
   */
  public record Entry(int number, String title, String takeaway, String file, String missing) {}

  /**
   * The page of a lesson.
   *
   * @param lesson as the lesson's file holds it
   */
  public static String page(String lesson, Place place) {
    JsonNode json = parse(lesson);
    String own = json.path("title").asText();
    String title = place.title().isEmpty() ? own : place.title();
    String script = Resources.text("lesson.js");
    String css = Resources.text("page.css") + Resources.text("lesson.css");
    Html html = new Html();
    HtmlPage.begin(html, title + " (Overdraft)", css, List.of(script));
    html.element("a", "Skip to the race", "class", "skip", "href", "#race");
    html.open("header", "class", "lesson-head");
    html.open("p", "class", "product");
    if (place.number() > 0) {
      html.element("a", "Course", "href", "index.html").text(", lesson " + place.number());
    } else {
      html.text("Overdraft lesson");
    }
    html.close().data("h1", title).data("p", json.path("story").asText(), "class", "story");
    html.open("p", "class", "rules").element("strong", "What must be true in the end: ");
    html.element("bdi", joined(json.path("rules"))).close().close();
    html.open("main", "data-mended", String.valueOf(place.mended()));
    html.open("section", "id", "race", "aria-label", "The race").close();
    html.element("p", "This page needs its script: the race is driven by you.", "id", "noscript");
    code(html, json);
    notes(html, json);
    html.close();
    html.json("lesson", lesson);
    html.script(script);
    return html.close().close().toString();
  }

  private static String joined(JsonNode texts) {
    var joined = new StringBuilder();
    texts.forEach(each -> joined.append(joined.isEmpty() ? "" : "; ").append(each.asText()));
    return joined + ".";
  }

  private static void code(Html html, JsonNode json) {
    html.open("section", "id", "code").element("h2", "The code").open("div", "class", "codes");
    for (JsonNode part : json.path("parts")) {
      html.open("details", "open", "").data("summary", part.path("label").asText());
      String code = part.path("code").asText();
      html.open("pre", "tabindex", "0", "aria-label", "Source code");
      html.element("code", code.isEmpty() ? "The source is not in this build." : code);
      html.close().close();
    }
    html.close().close();
  }

  private static void notes(Html html, JsonNode json) {
    html.open("section", "id", "notes").element("h2", "The fix");
    html.data("p", json.path("fix").asText());
    if (!json.path("takeaway").asText().isEmpty()) {
      html.open("p").element("strong", "Keep: ");
      html.element("bdi", json.path("takeaway").asText() + ".").close();
    }
    if (!json.path("references").isEmpty()) {
      html.element("h3", "Seen in the wild").open("ul");
      json.path("references").forEach(each -> html.data("li", each.asText()));
      html.close();
    }
    html.open("p", "class", "note").text("Recorded on ");
    html.element("bdi", json.path("engine").asText() + ".").close().close();
  }

  /** The index of a course. */
  public static String index(List<Entry> entries) {
    String css = Resources.text("page.css") + Resources.text("lesson.css");
    Html html = new Html();
    HtmlPage.begin(html, "Overdraft: the course", css, List.of());
    html.open("header", "class", "lesson-head").element("p", "Overdraft", "class", "product");
    html.element("h1", "Twelve races that lose money");
    html.element(
        "p",
        "Predict the result, let the actors go, read what the server answered, then try the same"
            + " clicks with the fix.",
        "class",
        "story");
    html.close().open("main").open("ol", "class", "course");
    for (Entry entry : entries) {
      html.open("li");
      if (entry.missing().isEmpty()) {
        html.element("a", entry.title(), "href", entry.file());
      } else {
        html.element("span", entry.title());
      }
      html.element("p", capital(entry.takeaway()) + ".", "class", "note");
      if (!entry.missing().isEmpty()) {
        html.data("p", "Not here: " + entry.missing() + ".", "class", "note");
      }
      html.close();
    }
    return html.close().close().close().close().toString();
  }

  private static String capital(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
  }

  private static JsonNode parse(String lesson) {
    try {
      return JSON.readTree(lesson);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not a lesson: " + broken.getMessage(), broken);
    }
  }
}
