package dev.overdraft.reports;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;

/** Everything that a page may carry besides verdicts, with one text everywhere. */
final class HostileAttachments {

  private HostileAttachments() {}

  static Attachments of(String data) {
    var rows = Map.of(data, List.of(data));
    var trace =
        new Trace(
            data + "." + data,
            data,
            data,
            data,
            data,
            List.of(data, "bob"),
            rows,
            rows,
            List.of(data, data),
            List.of(new Trace.Serial(data, rows, List.of(data))),
            List.of(
                new Trace.Step("ran", 0, data, data, data, List.of(), data),
                new Trace.Step("waits", 1, "bob", data, "", List.of(data), data),
                new Trace.Step("woke", 2, "bob", data, data, List.of(), data)),
            Map.of(1, rows),
            TextNode.valueOf(data).toString());
    var timeline =
        new Timeline(
            10,
            List.of(new Timeline.Bucket(1, 2, 0, 3, 4, 1, -80)),
            List.of(new Timeline.Balance(1, 100, 100, 20)),
            List.of(new Timeline.Mark(5, 1, "drift", -80, data)));
    var latency =
        new LatencyCurve(3, 2, LatencyCurve.PERCENTILES.stream().map(p -> p + 1).toList());
    return new Attachments(
        Map.of(data, timeline), Map.of(data, latency), Map.of(data + "." + data, trace));
  }
}
