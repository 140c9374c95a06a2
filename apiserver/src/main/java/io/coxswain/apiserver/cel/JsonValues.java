package io.coxswain.apiserver.cel;

import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON as CEL sees it where no schema says more: values of type dyn. */
public final class JsonValues {
  private JsonValues() {}

  /** The value; null and absent are CEL's null. */
  public static Object of(@Nullable JsonNode node) {
    if (node == null) {
      return NullValue.NULL_VALUE;
    }
    return switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> list(node);
      case STRING -> node.stringValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : node.doubleValue();
      default -> NullValue.NULL_VALUE;
    };
  }

  private static Map<String, Object> object(JsonNode node) {
    var map = new LinkedHashMap<String, Object>();
    node.properties().forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
    return map;
  }

  private static List<Object> list(JsonNode node) {
    var list = new ArrayList<Object>(node.size());
    node.forEach(element -> list.add(of(element)));
    return list;
  }
}
