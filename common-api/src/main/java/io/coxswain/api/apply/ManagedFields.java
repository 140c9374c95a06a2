package io.coxswain.api.apply;

import io.coxswain.api.apply.Manager.Operation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads and writes {@code metadata.managedFields}. */
public final class ManagedFields {
  private static final String FIELDS_V1 = "FieldsV1";
  private static final Comparator<Map.Entry<Manager, Owned>> ORDER =
      Comparator.comparing((Map.Entry<Manager, Owned> entry) -> entry.getKey().operation())
          .thenComparing(entry -> seconds(entry.getValue()))
          .thenComparing(entry -> entry.getKey().name())
          .thenComparing(entry -> entry.getValue().apiVersion())
          .thenComparing(entry -> entry.getKey().subresource());

  private ManagedFields() {}

  /** The managers of an object, none where there is no list; null where the list is malformed. */
  public static @Nullable SortedMap<Manager, Owned> decode(@Nullable JsonNode list) {
    var managers = new TreeMap<Manager, Owned>();
    if (list == null || list.isNull()) {
      return managers;
    }
    for (var entry : list) {
      var operation = operation(text(entry, "operation"));
      var apiVersion = text(entry, "apiVersion");
      var fields =
          entry.hasNonNull("fieldsV1") ? FieldSet.parse(entry.get("fieldsV1")) : FieldSet.EMPTY;
      if (operation == null
          || apiVersion.isEmpty()
          || !text(entry, "fieldsType").equals(FIELDS_V1)
          || fields == null) {
        return null;
      }
      var manager =
          new Manager(
              text(entry, "manager"),
              operation,
              operation == Operation.APPLY ? "" : apiVersion,
              text(entry, "subresource"));
      var time = text(entry, "time");
      managers.put(manager, new Owned(fields, apiVersion, time.isEmpty() ? null : time));
    }
    return managers;
  }

  /** Whether a client asks to forget all managers: {@code [{}]}. An empty list does not ask it. */
  public static boolean isReset(@Nullable JsonNode list) {
    return list != null && list.size() == 1 && list.get(0).isObject() && list.get(0).isEmpty();
  }

  /** The list as it is stored, in upstream's order. */
  public static ArrayNode encode(Map<Manager, Owned> managers) {
    var list = JsonNodeFactory.instance.arrayNode(managers.size());
    var entries = new ArrayList<>(managers.entrySet());
    entries.sort(ORDER);
    for (var entry : entries) {
      var manager = entry.getKey();
      var owned = entry.getValue();
      var json = list.addObject();
      json.put("manager", manager.name());
      json.put("operation", manager.operation().text());
      json.put("apiVersion", owned.apiVersion());
      if (owned.time() != null) {
        json.put("time", owned.time());
      }
      json.put("fieldsType", FIELDS_V1);
      json.set("fieldsV1", owned.fields().toJson());
      if (!manager.subresource().isEmpty()) {
        json.put("subresource", manager.subresource());
      }
    }
    return list;
  }

  /** Whether two lists say the same but for the times. */
  public static boolean sameButForTimes(@Nullable JsonNode left, @Nullable JsonNode right) {
    if (left == null || right == null || left.size() != right.size()) {
      return false;
    }
    for (var i = 0; i < left.size(); i++) {
      var mine = left.get(i);
      var theirs = right.get(i);
      var size = mine.has("time") == theirs.has("time") ? mine.size() : -1;
      if (size != theirs.size()
          || !mine.properties().stream()
              .allMatch(
                  field ->
                      field.getKey().equals("time")
                          || field.getValue().equals(theirs.get(field.getKey())))) {
        return false;
      }
    }
    return true;
  }

  static long seconds(Owned owned) {
    try {
      return owned.time() == null ? 0 : Instant.parse(owned.time()).getEpochSecond();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  private static @Nullable Operation operation(String text) {
    for (var operation : Operation.values()) {
      if (operation.text().equals(text)) {
        return operation;
      }
    }
    return null;
  }

  private static String text(JsonNode entry, String field) {
    return entry.path(field).asString("");
  }
}
