package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.HumanDuration;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists events in the order of when they were last seen. */
public final class EventsVerb extends Verb {
  private static final Set<String> TYPES = Set.of("normal", "warning");

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "Events of all namespaces.")
  boolean allNamespaces;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on printing new ones.")
  boolean watch;

  @Option(names = "--for", description = "TYPE/NAME: events of this object only.")
  String target = "";

  @Option(names = "--types", split = ",", description = "Normal, Warning.")
  List<String> types = new ArrayList<>();

  @Option(names = "--no-headers", description = "Leave the headers out.")
  boolean noHeaders;

  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--chunk-size", description = "Accepted; the list is read at once.")
  long chunkSize = 500;

  @Override
  public int run(Session session) {
    for (var type : types) {
      if (!TYPES.contains(type.toLowerCase(java.util.Locale.ROOT))) {
        throw KubectlException.error("valid --types are Normal or Warning");
      }
    }
    var collection =
        session.resources().named("events").collection(allNamespaces ? null : session.namespace());
    var fields = fields(session);
    var list = session.api().get(collection + Query.of().with("fieldSelector", fields));
    var events = new ArrayList<>(Trees.items(list, "items"));
    events.removeIf(event -> !wanted(event));
    events.sort(Comparator.comparing(EventsVerb::lastSeen));
    if (events.isEmpty() && !watch) {
      session
          .err()
          .println(
              allNamespaces
                  ? "No events found."
                  : "No events found in " + session.namespace() + " namespace.");
      return 0;
    }
    if (!output.isDefault()) {
      var shown = ((tools.jackson.databind.node.ObjectNode) list).deepCopy();
      var items = Trees.array();
      events.forEach(items::add);
      shown.set("items", items);
      session.out().print(output.printer().print(shown));
      return 0;
    }
    session.out().print(table(session, events, !noHeaders));
    session.out().flush();
    if (watch) {
      follow(session, collection, fields, text(list, "metadata", "resourceVersion"));
    }
    return 0;
  }

  private String fields(Session session) {
    if (target.isEmpty()) {
      return "";
    }
    var slash = target.indexOf('/');
    if (slash <= 0 || slash == target.length() - 1) {
      throw KubectlException.error("--for must be in resource/name form");
    }
    var type = session.resources().named(target.substring(0, slash));
    return "involvedObject.kind=%s,involvedObject.name=%s"
        .formatted(type.kind(), target.substring(slash + 1));
  }

  private boolean wanted(JsonNode event) {
    return types.isEmpty()
        || types.stream().anyMatch(type -> type.equalsIgnoreCase(text(event, "type")));
  }

  private void follow(Session session, String collection, String fields, String version) {
    var query =
        Query.of()
            .with("fieldSelector", fields)
            .with("resourceVersion", version)
            .with("timeoutSeconds", session.watchSeconds())
            .with("watch", true);
    EventStream.read(
        session.api(),
        collection + query,
        "application/json",
        change -> {
          var event = change.path("object");
          if (!text(change, "type").equals("DELETED") && wanted(event)) {
            session.out().print(table(session, List.of(event), false));
            session.out().flush();
          }
          return true;
        });
  }

  private static String lastSeen(JsonNode event) {
    for (var time : List.of("lastTimestamp", "eventTime", "firstTimestamp")) {
      if (Trees.has(event, "series", "lastObservedTime")) {
        return text(event, "series", "lastObservedTime");
      }
      if (Trees.has(event, time)) {
        return text(event, time);
      }
    }
    return text(event, "metadata", "creationTimestamp");
  }

  private String table(Session session, List<JsonNode> events, boolean headers) {
    var table = new StringBuilder();
    if (headers) {
      table.append(allNamespaces ? "NAMESPACE\t" : "");
      table.append("LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n");
    }
    for (var event : events) {
      table.append(allNamespaces ? Trees.namespace(event) + "\t" : "");
      table.append(age(session, event)).append('\t');
      table.append(text(event, "type")).append('\t');
      table.append(text(event, "reason")).append('\t');
      table.append(text(event, "involvedObject", "kind")).append('/');
      table.append(text(event, "involvedObject", "name")).append('\t');
      table.append(text(event, "message").strip().replace('\t', ' ')).append('\n');
    }
    return TabWriter.table(table.toString());
  }

  private static String age(Session session, JsonNode event) {
    var last = since(session, lastSeen(event));
    var count = Trees.number(event, "count");
    var first = text(event, "firstTimestamp");
    return count > 1 && !first.isEmpty()
        ? "%s (x%d over %s)".formatted(last, count, since(session, first))
        : last;
  }

  private static String since(Session session, String time) {
    return HumanDuration.since(time, session.now());
  }
}
