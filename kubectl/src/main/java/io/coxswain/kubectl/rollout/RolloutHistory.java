package io.coxswain.kubectl.rollout;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.print.TabWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The revisions of a workload by number: ReplicaSets of a Deployment, ControllerRevisions
 * otherwise.
 */
public record RolloutHistory(NavigableMap<Long, JsonNode> revisions) {
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String CAUSE = "kubernetes.io/change-cause";

  /** The revisions among candidates that the owner controls. */
  public static RolloutHistory of(JsonNode owner, List<JsonNode> candidates) {
    var revisions = new TreeMap<Long, JsonNode>();
    var uid = text(owner, "metadata", "uid");
    for (var candidate : candidates) {
      var owned =
          items(candidate, "metadata", "ownerReferences").stream()
              .anyMatch(
                  reference ->
                      text(reference, "uid").equals(uid) && Trees.flag(reference, "controller"));
      if (owned) {
        revisions.put(revision(candidate), candidate);
      }
    }
    return new RolloutHistory(revisions);
  }

  private static long revision(JsonNode object) {
    if (Trees.has(object, "revision")) {
      return Trees.number(object, "revision");
    }
    var text = text(object, "metadata", "annotations", REVISION);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** The table of revisions and what caused them. */
  public String table() {
    if (revisions.isEmpty()) {
      return "No rollout history found.";
    }
    var text = new StringBuilder("REVISION\tCHANGE-CAUSE\n");
    revisions.forEach(
        (number, object) -> {
          var cause = text(object, "metadata", "annotations", CAUSE);
          text.append(number).append('\t').append(cause.isEmpty() ? "<none>" : cause).append('\n');
        });
    return TabWriter.description(text.toString());
  }

  /** The revision to go back to: the one named, or the one before the latest for 0. */
  public JsonNode target(JsonNode owner, long wanted) {
    if (wanted > 0) {
      var found = revisions.get(wanted);
      if (found == null) {
        throw KubectlException.error("unable to find specified revision " + wanted + " in history");
      }
      return found;
    }
    var before = revisions.isEmpty() ? null : revisions.lowerEntry(revisions.lastKey());
    if (before == null) {
      throw KubectlException.error(
          "no rollout history found for %s \"%s\""
              .formatted(
                  text(owner, "kind").toLowerCase(java.util.Locale.ROOT), Trees.name(owner)));
    }
    return before.getValue();
  }

  /** The pod template of a revision, without what the controller added to it. */
  public static ObjectNode template(JsonNode revision) {
    var inline = Trees.at(revision, "spec", "template");
    var template = inline.isObject() ? inline : Trees.at(revision, "data", "spec", "template");
    var copy = (ObjectNode) template.deepCopy();
    copy.remove("$patch");
    if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove("pod-template-hash");
    }
    return copy;
  }
}
