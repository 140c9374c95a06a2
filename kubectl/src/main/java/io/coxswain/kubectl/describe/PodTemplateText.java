package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The pod template section of workloads. */
public final class PodTemplateText {
  private PodTemplateText() {}

  /** The section as it is printed by itself. */
  public static String print(JsonNode template) {
    var out = new Text();
    describe(out, template);
    return out.aligned();
  }

  static void describe(Text out, JsonNode template) {
    out.line(0, "Pod Template:");
    if (!template.isObject()) {
      out.line(1, "<unset>");
      return;
    }
    out.entries(1, "Labels", Trees.textMap(template, "metadata", "labels"));
    var annotations = Trees.textMap(template, "metadata", "annotations");
    if (!annotations.isEmpty()) {
      out.annotations(1, annotations);
    }
    var spec = template.path("spec");
    var account = text(spec, "serviceAccountName");
    out.optional(1, "Service Account", account);
    var containers = new Containers(out, 1, Trees.object());
    containers.describe("Init Containers", items(spec, "initContainers"), List.of(), true);
    containers.describe("Containers", items(spec, "containers"), List.of(), true);
    Volumes.describe(out, 1, items(spec, "volumes"));
    out.optional(1, "Priority Class Name", text(spec, "priorityClassName"));
    placement(out, 1, spec);
  }

  /** Node selectors and tolerations. */
  static void placement(Text out, int level, JsonNode spec) {
    out.entries(level, "Node-Selectors", Trees.textMap(spec, "nodeSelector"));
    var tolerations = new ArrayList<String>();
    items(spec, "tolerations").forEach(toleration -> tolerations.add(toleration(toleration)));
    tolerations.sort(null);
    if (tolerations.isEmpty()) {
      out.field(level, "Tolerations", "<none>");
      return;
    }
    var prefix = "Tolerations:\t";
    for (var toleration : tolerations) {
      out.line(level, prefix + toleration);
      prefix = "\t";
    }
  }

  private static String toleration(JsonNode toleration) {
    var shown = new StringBuilder(text(toleration, "key"));
    if (!text(toleration, "value").isEmpty()) {
      shown.append('=').append(text(toleration, "value"));
    }
    if (!text(toleration, "effect").isEmpty()) {
      shown.append(':').append(text(toleration, "effect"));
    }
    if (text(toleration, "operator").equals("Exists") && text(toleration, "value").isEmpty()) {
      shown.append(
          shown.isEmpty()
                  || !text(toleration, "key").isEmpty()
                  || !text(toleration, "effect").isEmpty()
              ? " op=Exists"
              : "op=Exists");
    }
    if (toleration.has("tolerationSeconds")) {
      shown.append(" for ").append(Trees.number(toleration, "tolerationSeconds")).append('s');
    }
    return shown.toString().strip();
  }
}
