package io.coxswain.kubectl.apply;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands the fields that client-side apply owns over to the owner of server-side apply, so that
 * fields that leave the manifest leave the object too.
 */
public final class OwnershipMigration {
  /** Keeps the annotation of client-side apply where it has been migrated away from. */
  public static final String LAST_APPLIED_OWNER = "kubectl-last-applied";

  private static final String CLIENT_SIDE = "kubectl-client-side-apply";

  private OwnershipMigration() {}

  /** The JSON patch of managedFields; empty where client-side apply owns nothing. */
  public static Optional<ArrayNode> patch(JsonNode object, String manager) {
    var before = Trees.items(object, "metadata", "managedFields");
    var former = clientSide(object);
    ObjectNode owner = null;
    var fields = Trees.object();
    var others = Trees.array();
    for (var entry : before) {
      var applied = text(entry, "operation").equals("Apply");
      var main = text(entry, "subresource").isEmpty();
      if (main && !applied && former.contains(text(entry, "manager"))) {
        unite(fields, entry.path("fieldsV1"));
      } else if (main && applied && text(entry, "manager").equals(manager)) {
        owner = (ObjectNode) entry.deepCopy();
      } else {
        others.add(entry);
      }
    }
    if (owner == null || fields.isEmpty()) {
      return Optional.empty();
    }
    unite(Trees.ensure(owner, "fieldsV1"), fields);
    others.insert(0, owner);
    var operations = Trees.array();
    replace(operations, "/metadata/managedFields", others);
    replace(
        operations, "/metadata/resourceVersion", Trees.at(object, "metadata", "resourceVersion"));
    return Optional.of(operations);
  }

  /** Who updates the annotation is client-side apply, under whatever name it ran. */
  private static Set<String> clientSide(JsonNode object) {
    var names = new LinkedHashSet<>(Set.of(CLIENT_SIDE));
    for (var entry : Trees.items(object, "metadata", "managedFields")) {
      if (text(entry, "operation").equals("Update")
          && Trees.has(
              entry, "fieldsV1", "f:metadata", "f:annotations", "f:" + LastApplied.ANNOTATION)) {
        names.add(text(entry, "manager"));
      }
    }
    return names;
  }

  private static void unite(ObjectNode into, JsonNode from) {
    for (var field : from.properties()) {
      if (field.getValue() instanceof ObjectNode theirs) {
        unite(Trees.ensure(into, field.getKey()), theirs);
      }
    }
  }

  private static void replace(ArrayNode operations, String path, JsonNode value) {
    var operation = operations.addObject();
    operation.put("op", "replace");
    operation.put("path", path);
    operation.set("value", value);
  }
}
