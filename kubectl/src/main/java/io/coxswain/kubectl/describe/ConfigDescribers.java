package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Describes ConfigMaps, Secrets (sizes only) and Namespaces. */
final class ConfigDescribers {
  private ConfigDescribers() {}

  static void configMap(Text out, JsonNode object, Related related) {
    out.header(object);
    out.line(0, "").line(0, "Data").line(0, "====");
    Trees.textMap(object, "data")
        .forEach((key, value) -> out.line(0, key + ":").line(0, "----").line(0, value).line(0, ""));
    out.line(0, "").line(0, "BinaryData").line(0, "====");
    Trees.textMap(object, "binaryData")
        .forEach((key, value) -> out.line(0, key + ": " + size(value) + " bytes"));
    out.line(0, "");
    EventsText.describe(out, related);
  }

  static void secret(Text out, JsonNode object, Related related) {
    out.header(object);
    out.line(0, "").field(0, "Type", text(object, "type"));
    out.line(0, "").line(0, "Data").line(0, "====");
    Trees.textMap(object, "data")
        .forEach((key, value) -> out.field(0, key, size(value) + " bytes"));
  }

  private static int size(String base64) {
    return Base64.getMimeDecoder().decode(base64).length;
  }

  static void namespace(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.field(0, "Status", object, "status", "phase");
    var conditions = Trees.items(object, "status", "conditions");
    if (!conditions.isEmpty()) {
      out.line(0, "Conditions:").line(1, "Type\tStatus\tLastTransitionTime\tReason\tMessage");
      out.line(1, "----\t------\t------------------\t------\t-------");
      for (var condition : conditions) {
        out.line(
            1,
            String.join(
                "\t",
                text(condition, "type"),
                text(condition, "status"),
                Text.time(text(condition, "lastTransitionTime")),
                text(condition, "reason"),
                text(condition, "message")));
      }
    }
    if (related.known("resourcequotas")) {
      limits(out, related.of("resourcequotas"), "No resource quota.");
    }
    if (related.known("limitranges")) {
      limits(out, related.of("limitranges"), "No LimitRange resource.");
    }
  }

  private static void limits(Text out, List<JsonNode> objects, String none) {
    out.line(0, "");
    if (objects.isEmpty()) {
      out.line(0, none);
      return;
    }
    for (var object : objects) {
      out.field(1, "Name", Trees.name(object));
      var used = Trees.textMap(object, "status", "used");
      Trees.textMap(object, "status", "hard")
          .forEach(
              (name, hard) ->
                  out.line(1, name + "\t" + used.getOrDefault(name, "0") + "\t" + hard));
    }
  }
}
