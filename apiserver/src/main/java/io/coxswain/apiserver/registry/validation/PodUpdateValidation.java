package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What may change in a pod that exists (upstream's ValidatePodUpdate). */
public final class PodUpdateValidation {
  private static final String RULE =
      "pod updates may not change fields other than `spec.containers[*].image`,"
          + "`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only"
          + " additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to"
          + " be set to 1 if it was previously negative)";

  private static final String NODE_AFFINITY = "nodeAffinity";

  private PodUpdateValidation() {}

  public static void validate(Value pod, Value old, Errors errors) {
    PodAnnotationValidation.validateUpdate(
        pod.in("metadata", "annotations"), old.in("metadata", "annotations"), errors);
    var spec = pod.get("spec");
    var before = old.get("spec");
    if (spec.same(before)) {
      return;
    }
    for (var list : List.of("containers", "initContainers")) {
      if (spec.get(list).size() != before.get(list).size()) {
        errors.forbidden(spec.get(list), "pod updates may not add or remove containers");
        return;
      }
    }
    if (!deadline(spec.get("activeDeadlineSeconds"), before.get("activeDeadlineSeconds"), errors)) {
      return;
    }
    tolerations(spec.get("tolerations"), before.get("tolerations"), errors);
    gates(spec.get("schedulingGates"), before.get("schedulingGates"), errors);
    if (before.get("schedulingGates").size() > 0) {
      GatedPodValidation.validate(spec, before, errors);
    }
    if (!withMutableFieldsOf(spec, before).equals(spec.node())) {
      errors.forbidden(spec, RULE);
    }
  }

  /** What may change through a path of its own; ephemeral containers are only ever added. */
  public static void validatePart(String subresource, Value pod, Value old, Errors errors) {
    if (subresource.equals("resize")) {
      PodResizeValidation.validate(pod, old, errors);
      return;
    }
    PodAnnotationValidation.validateUpdate(
        pod.in("metadata", "annotations"), old.in("metadata", "annotations"), errors);
    if (old.in("metadata", "annotations").has(PodAnnotationValidation.MIRROR)) {
      errors.forbidden(Value.at("", pod.node()), "static pods do not support ephemeral containers");
      return;
    }
    var now = pod.in("spec", "ephemeralContainers").items();
    for (var before : old.in("spec", "ephemeralContainers").items()) {
      var name = before.get("name").text();
      var same = now.stream().filter(container -> container.get("name").is(name)).findFirst();
      if (same.isEmpty()) {
        errors.forbidden(
            pod.in("spec", "ephemeralContainers"),
            "existing ephemeral containers \"" + name + "\" may not be removed\n");
      } else if (!same.get().same(before)) {
        errors.forbidden(
            pod.in("spec", "ephemeralContainers"),
            "existing ephemeral containers \"" + name + "\" may not be changed\n");
      }
    }
  }

  /** The old spec with everything that may change taken from the new one. */
  private static JsonNode withMutableFieldsOf(Value spec, Value before) {
    var munged = (ObjectNode) before.node().deepCopy();
    for (var list : List.of("containers", "initContainers")) {
      for (var i = 0; i < spec.get(list).size(); i++) {
        copy(spec.node().get(list).get(i), (ObjectNode) munged.get(list).get(i), "image");
      }
    }
    List<String> fields =
        new ArrayList<>(List.of("activeDeadlineSeconds", "tolerations", "schedulingGates"));
    if (before.get("terminationGracePeriodSeconds").number() < 0
        && spec.get("terminationGracePeriodSeconds").number() == 1) {
      fields.add("terminationGracePeriodSeconds");
    }
    if (before.get("schedulingGates").size() > 0) {
      // a gated pod may still be narrowed down
      fields.add("nodeSelector");
      nodeAffinity(spec.node(), munged);
    }
    for (var field : fields) {
      copy(spec.node(), munged, field);
    }
    return munged;
  }

  /** Affinity to other pods stays: selectors have been made of its label keys. */
  private static void nodeAffinity(JsonNode from, ObjectNode to) {
    if (from.path("affinity").has(NODE_AFFINITY)) {
      var affinity =
          to.get("affinity") instanceof ObjectNode present ? present : to.putObject("affinity");
      affinity.set(NODE_AFFINITY, from.get("affinity").get(NODE_AFFINITY));
    } else if (to.get("affinity") instanceof ObjectNode affinity) {
      affinity.remove(NODE_AFFINITY);
      if (affinity.isEmpty() && !from.has("affinity")) {
        to.remove("affinity");
      }
    }
  }

  private static void copy(JsonNode from, ObjectNode to, String field) {
    var value = from.get(field);
    if (value == null) {
      to.remove(field);
    } else {
      to.set(field, value);
    }
  }

  /** Time may be set or cut; false where the rest is not worth looking at. */
  private static boolean deadline(Value deadline, Value old, Errors errors) {
    if (deadline.number() < 0 || deadline.number() > Integer.MAX_VALUE) {
      errors.invalid(deadline, "must be between 0 and 2147483647, inclusive");
      return false;
    }
    if (deadline.exists() && old.exists() && deadline.number() > old.number()) {
      errors.invalid(deadline, "must be less than or equal to previous value");
      return false;
    }
    if (old.exists() && !deadline.exists()) {
      errors.invalid(deadline, "must not update from a positive integer to nil value");
    }
    return true;
  }

  private static void gates(Value gates, Value old, Errors errors) {
    for (var gate : gates.items()) {
      if (old.items().stream().noneMatch(gate::same)) {
        errors.forbidden(
            gate.get("name"),
            "only deletion is allowed, but found new scheduling gate '"
                + gate.get("name").text()
                + "'");
      }
    }
  }

  private static void tolerations(Value tolerations, Value old, Errors errors) {
    for (var toleration : old.items()) {
      var kept =
          tolerations.items().stream()
              .anyMatch(
                  candidate ->
                      withoutSeconds(candidate.node()).equals(withoutSeconds(toleration.node())));
      if (!kept) {
        errors.forbidden(
            tolerations, "existing toleration can not be modified except its tolerationSeconds");
        return;
      }
    }
  }

  private static JsonNode withoutSeconds(JsonNode toleration) {
    var copy = (ObjectNode) toleration.deepCopy();
    copy.remove("tolerationSeconds");
    return copy;
  }
}
