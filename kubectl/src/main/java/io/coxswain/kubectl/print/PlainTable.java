package io.coxswain.kubectl.print;

import io.coxswain.kubectl.tree.Trees;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The table of {@code --server-print=false}: name and age of objects that came as they are. */
public final class PlainTable {
  private PlainTable() {}

  /** Of an object or a list. */
  public static JsonNode of(JsonNode answer, Instant now) {
    var table = Trees.object();
    table.put("kind", "Table");
    var columns = table.putArray("columnDefinitions");
    for (var name : List.of("Name", "Age")) {
      columns.addObject().put("name", name).put("priority", 0);
    }
    var rows = table.putArray("rows");
    var items = answer.path("items").isArray() ? Trees.items(answer, "items") : List.of(answer);
    for (var item : items) {
      var row = Trees.object();
      row.putArray("cells").add(Trees.name(item)).add(age(item, now));
      if (item instanceof ObjectNode) {
        row.set("object", item);
      }
      rows.add(row);
    }
    return table;
  }

  private static String age(JsonNode object, Instant now) {
    var created = Trees.text(object, "metadata", "creationTimestamp");
    return created.isEmpty() ? "<unknown>" : HumanDuration.since(created, now);
  }
}
