package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.tree.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** The events section. */
final class EventsText {
  private EventsText() {}

  /** Nothing where events were not asked for. */
  static void describe(Text out, Related related) {
    if (!related.known("events")) {
      return;
    }
    var events = new ArrayList<>(related.of("events"));
    if (events.isEmpty()) {
      out.field(0, "Events", "<none>");
      return;
    }
    events.sort(Comparator.comparing(EventsText::last));
    out.line(0, "Events:").line(1, "Type\tReason\tAge\tFrom\tMessage");
    out.line(1, "----\t------\t----\t----\t-------"); // four dashes under Age, as upstream
    for (var event : events) {
      var component = text(event, "source", "component");
      out.line(
          1,
          String.join(
              "\t",
              text(event, "type"),
              text(event, "reason"),
              age(event, related.now()),
              component.isEmpty() ? text(event, "reportingComponent") : component,
              text(event, "message").strip()));
    }
  }

  private static String last(JsonNode event) {
    for (var path :
        new String[][] {
          {"series", "lastObservedTime"}, {"lastTimestamp"}, {"eventTime"}, {"firstTimestamp"}
        }) {
      var time = text(event, path);
      if (!time.isEmpty()) {
        return time;
      }
    }
    return text(event, "metadata", "creationTimestamp");
  }

  private static String age(JsonNode event, Instant now) {
    var first = text(event, "firstTimestamp");
    var start = first.isEmpty() ? text(event, "eventTime") : first;
    var age = HumanDuration.since(last(event), now);
    var count = Math.max(Trees.number(event, "count"), Trees.number(event, "series", "count"));
    return count > 1
        ? "%s (x%d over %s)".formatted(age, count, HumanDuration.since(start, now))
        : age;
  }
}
