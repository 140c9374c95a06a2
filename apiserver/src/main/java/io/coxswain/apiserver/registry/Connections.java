package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.request.RequestInfo;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The query of a connection as the object admission sees: PodExecOptions, PodAttachOptions,
 * PodPortForwardOptions and those of proxies (core/v1).
 */
final class Connections {
  private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr", "tty");

  private Connections() {}

  static ObjectNode options(RequestInfo info, Map<String, List<String>> query) {
    var options = JsonNodeFactory.instance.objectNode();
    options.put("kind", kind(info)).put("apiVersion", "v1");
    switch (info.subresource()) {
      case "exec", "attach" -> {
        for (var stream : STREAMS) {
          var value = first(query, stream);
          if (!value.isEmpty() && !value.equals("false") && !value.equals("0")) {
            options.put(stream, true);
          }
        }
        if (!first(query, "container").isEmpty()) {
          options.put("container", first(query, "container"));
        }
        for (var word : query.getOrDefault("command", List.of())) {
          options.withArray("command").add(word);
        }
      }
      case "portforward" -> {
        for (var list : query.getOrDefault("ports", List.of())) {
          for (var port : list.split(",")) {
            if (port.matches("\\d{1,5}")) {
              options.withArray("ports").add(Integer.parseInt(port));
            }
          }
        }
      }
      default -> {
        var path = info.path();
        var prefix = info.name() + "/proxy";
        var start = path.indexOf("/" + prefix);
        var rest = start < 0 ? "" : path.substring(start + 1 + prefix.length());
        options.put("path", rest);
      }
    }
    return options;
  }

  private static String kind(RequestInfo info) {
    return switch (info.subresource()) {
      case "exec" -> "PodExecOptions";
      case "attach" -> "PodAttachOptions";
      case "portforward" -> "PodPortForwardOptions";
      default ->
          switch (info.resource()) {
            case "services" -> "ServiceProxyOptions";
            case "nodes" -> "NodeProxyOptions";
            default -> "PodProxyOptions";
          };
    };
  }

  private static String first(Map<String, List<String>> query, String name) {
    var values = query.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }
}
