package io.coxswain.apiserver.conversion;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of {@code events.k8s.io/v1}, which are core events with other names of their fields. */
final class EventConversion implements Conversion.Kind {
  private static final String SERVED = "events.k8s.io/v1";
  private static final String STORED = "v1";

  private static final Map<String, String> SERVED_NAMES =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "reportingComponent", "reportingController",
          "source", "deprecatedSource",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount");

  private static final Map<String, String> STORED_NAMES = inverse(SERVED_NAMES);

  private static Map<String, String> inverse(Map<String, String> names) {
    var inverse = new HashMap<String, String>();
    names.forEach((one, other) -> inverse.put(other, one));
    return Map.copyOf(inverse);
  }

  @Override
  public String storageVersion() {
    return STORED;
  }

  @Override
  public boolean toServed(ObjectNode stored) {
    rename(stored, SERVED_NAMES, SERVED);
    return true;
  }

  @Override
  public void toStored(ObjectNode served) {
    rename(served, STORED_NAMES, STORED);
  }

  /** Keeps the order of the fields: the kind comes first. */
  private static void rename(ObjectNode event, Map<String, String> names, String apiVersion) {
    var fields = new LinkedHashMap<String, JsonNode>();
    for (var field : event.properties()) {
      fields.put(names.getOrDefault(field.getKey(), field.getKey()), field.getValue());
    }
    event.removeAll();
    event.setAll(fields);
    event.put("apiVersion", apiVersion);
  }
}
