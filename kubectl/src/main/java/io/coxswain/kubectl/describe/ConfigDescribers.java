package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.Base64;
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
    out.conditionsWithMessages(object);
    if (related.known("resourcequotas")) {
      out.line(0, "");
      LimitDescribers.quotas(out, related.of("resourcequotas"));
    }
    if (related.known("limitranges")) {
      out.line(0, "");
      LimitDescribers.ranges(out, related.of("limitranges"));
    }
  }
}
