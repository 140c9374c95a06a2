package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that field selectors of a resource may name besides name and namespace, and where they
 * are in the object.
 */
public final class SelectableFields {
  /**
   * A field.
   *
   * @param path names from the root of the object
   * @param absent its value where the object leaves it out
   */
  public record Field(String name, List<String> path, String absent) {}

  /** Fields by the next name on their paths. */
  record Node(Map<String, Node> children, @Nullable Field field) {}

  private static final Map<String, List<Field>> FIELDS =
      Map.ofEntries(
          Map.entry(
              "pods",
              List.of(
                  text("spec.nodeName"),
                  text("spec.restartPolicy"),
                  text("spec.schedulerName"),
                  text("spec.serviceAccountName"),
                  field("spec.hostNetwork", "false"),
                  text("status.phase"),
                  text("status.podIP"),
                  text("status.nominatedNodeName"))),
          Map.entry(
              "events",
              List.of(
                  text("involvedObject.kind"),
                  text("involvedObject.namespace"),
                  text("involvedObject.name"),
                  text("involvedObject.uid"),
                  text("involvedObject.apiVersion"),
                  text("involvedObject.resourceVersion"),
                  text("involvedObject.fieldPath"),
                  text("reason"),
                  text("reportingComponent"),
                  new Field("source", List.of("source", "component"), ""),
                  text("type"))),
          Map.entry(
              "resourceslices.resource.k8s.io",
              List.of(text("spec.nodeName"), text("spec.driver"))),
          Map.entry("nodes", List.of(field("spec.unschedulable", "false"))),
          Map.entry("namespaces", List.of(text("status.phase"))),
          Map.entry("secrets", List.of(text("type"))),
          Map.entry("services", List.of(text("spec.clusterIP"), text("spec.type"))),
          Map.entry("replicationcontrollers", List.of(field("status.replicas", "0"))),
          Map.entry("replicasets.apps", List.of(field("status.replicas", "0"))),
          Map.entry(
              "jobs.batch",
              List.of(new Field("status.successful", List.of("status", "succeeded"), "0"))),
          Map.entry(
              "certificatesigningrequests.certificates.k8s.io", List.of(text("spec.signerName"))),
          Map.entry(
              "ipaddresses.networking.k8s.io",
              List.of(
                  text("spec.parentRef.group"),
                  text("spec.parentRef.resource"),
                  text("spec.parentRef.namespace"),
                  text("spec.parentRef.name"))));

  private static final String INDEXED = "spec.nodeName";

  private final boolean namespaced;
  private final boolean own;
  private final List<Field> fields;
  private final Node tree;

  private SelectableFields(boolean namespaced, boolean own, List<Field> fields) {
    this.namespaced = namespaced;
    this.own = own;
    this.fields = fields;
    this.tree = tree(fields, 0);
  }

  public static SelectableFields of(ResourceType type) {
    var custom = type.custom();
    if (custom != null) {
      var fields = custom.selectableFields().stream().map(path -> text(path.substring(1))).toList();
      return new SelectableFields(type.namespaced(), !fields.isEmpty(), fields);
    }
    var known = FIELDS.get(type.groupResource());
    return new SelectableFields(
        type.namespaced(), known != null, known == null ? List.of() : known);
  }

  private static Field text(String name) {
    return field(name, "");
  }

  private static Field field(String name, String absent) {
    return new Field(name, List.of(name.split("\\.")), absent);
  }

  private static Node tree(List<Field> fields, int depth) {
    var groups = new TreeMap<String, List<Field>>();
    for (var field : fields) {
      if (field.path.size() > depth) {
        groups.computeIfAbsent(field.path.get(depth), ignored -> new ArrayList<>()).add(field);
      }
    }
    var children = new HashMap<String, Node>();
    groups.forEach((name, group) -> children.put(name, tree(group, depth + 1)));
    var here = fields.stream().filter(field -> field.path.size() == depth).findFirst().orElse(null);
    return new Node(children, here);
  }

  /** Fields by which so much is selected that an index is kept: what kubelets ask for. */
  List<String> indexed() {
    return fields.stream().map(Field::name).filter(INDEXED::equals).toList();
  }

  boolean namespaced() {
    return namespaced;
  }

  Node root() {
    return tree;
  }

  /** Values of an object that has none of the fields. */
  Map<String, String> absent() {
    var values = HashMap.<String, String>newHashMap(fields.size() + 2);
    for (var field : fields) {
      values.put(field.name, field.absent);
    }
    return values;
  }

  /** Why a selector may not name a field, null where it may. */
  public @Nullable String refusal(String name) {
    if (name.equals("metadata.name")
        || (name.equals("metadata.namespace") && (namespaced || !own))) {
      return null;
    }
    if (fields.stream().anyMatch(field -> field.name.equals(name))) {
      return null;
    }
    return own
        ? "field label not supported: " + name
        : "\""
            + name
            + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";
  }
}
