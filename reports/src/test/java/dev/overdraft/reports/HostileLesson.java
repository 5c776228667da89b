package dev.overdraft.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** A lesson of one click with one text everywhere. */
final class HostileLesson {

  private HostileLesson() {}

  static String of(String data) throws JsonProcessingException {
    Map<String, Object> begin =
        Map.of("m", List.of(), "p", Map.of("0", 0), "n", Map.of("0", 1), "s", 0);
    Map<String, Object> end =
        Map.of(
            "m",
            List.of(List.of("ran", 0, 0, 0, List.of(), 0)),
            "p",
            Map.of(),
            "n",
            Map.of(),
            "s",
            1,
            "e",
            Map.of("f", data, "t", List.of(data)));
    Map<String, Object> tree =
        Map.of(
            "level", data,
            "actors", List.of(data),
            "columns", Map.of(data, List.of(data)),
            "orders", 1,
            "broken", 1,
            "texts", List.of(data),
            "tables", List.of(Map.of(data, List.of()), Map.of(data, List.of(List.of(data)))),
            "nodes", List.of(begin, end));
    Map<String, Object> part =
        Map.of("id", data, "label", data, "code", data, "trees", List.of(tree));
    return new ObjectMapper()
        .writeValueAsString(
            Map.of(
                "title", data,
                "story", data,
                "rules", List.of(data),
                "fix", data,
                "takeaway", data,
                "references", List.of(data),
                "engine", data,
                "parts", List.of(part)));
  }
}
