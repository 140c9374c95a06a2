package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One verb on one path.
 *
 * @param method HTTP method in lower case
 * @param action {@code x-kubernetes-action}: get, list, post, put, patch, delete...; empty where no
 *     objects are meant
 * @param kind what {@code x-kubernetes-group-version-kind} says; null where no objects are meant
 * @param parameters of the path and the query, in any order
 * @param body reference to the body's definition, null for none
 * @param answer reference to the answer's definition, null for text
 */
record Operation(
    String method,
    String action,
    String id,
    String description,
    String tag,
    @Nullable Target kind,
    List<Parameter> parameters,
    List<String> consumes,
    List<String> produces,
    @Nullable ObjectNode body,
    @Nullable ObjectNode answer) {

  /** A kind as it is named in operations. */
  record Target(String group, String version, String kind) {}

  /** The operation; parameters that the path shows for all its operations are left out. */
  ObjectNode tree(Dialect dialect, Set<Parameter> common) {
    var tree = Json.mapper().createObjectNode();
    tree.putArray("tags").add(tag);
    tree.put("description", description).put("operationId", id);
    if (dialect == Dialect.V2) {
      consumes.forEach(tree.putArray("consumes")::add);
      produces.forEach(tree.putArray("produces")::add);
      tree.putArray("schemes").add("https");
    }
    parameters(tree, dialect, common);
    if (body != null && dialect == Dialect.V3) {
      var request = tree.putObject("requestBody");
      var content = request.putObject("content");
      for (var type : new TreeSet<>(consumes)) {
        content.putObject(type).set("schema", body);
      }
      if (needsBody()) {
        request.put("required", true);
      }
    }
    responses(tree.putObject("responses"), dialect);
    if (!action.isEmpty()) {
      tree.put("x-kubernetes-action", action);
    }
    if (kind != null) {
      tree.putObject("x-kubernetes-group-version-kind")
          .put("group", kind.group)
          .put("kind", kind.kind)
          .put("version", kind.version);
    }
    return tree;
  }

  private boolean needsBody() {
    return !action.startsWith("delete");
  }

  private void parameters(ObjectNode tree, Dialect dialect, Set<Parameter> common) {
    var byName = new TreeMap<String, ObjectNode>();
    for (var parameter : parameters) {
      if (!common.contains(parameter)) {
        byName.put(parameter.name() + "/" + parameter.in(), parameter.tree(dialect));
      }
    }
    if (body != null && dialect == Dialect.V2) {
      var parameter = Json.mapper().createObjectNode().put("name", "body").put("in", "body");
      if (needsBody()) {
        parameter.put("required", true);
      }
      parameter.set("schema", body);
      byName.put("body", parameter);
    }
    if (!byName.isEmpty()) {
      byName.values().forEach(tree.putArray("parameters")::add);
    }
  }

  private void responses(ObjectNode responses, Dialect dialect) {
    response(responses.putObject("200").put("description", "OK"), dialect);
    if (Set.of("post", "put", "patch").contains(action)) {
      response(responses.putObject("201").put("description", "Created"), dialect);
    }
    if (Set.of("post", "delete").contains(action)) {
      response(responses.putObject("202").put("description", "Accepted"), dialect);
    }
    responses.putObject("401").put("description", "Unauthorized");
  }

  private void response(ObjectNode response, Dialect dialect) {
    var schema = answer == null ? Json.mapper().createObjectNode().put("type", "string") : answer;
    if (dialect == Dialect.V2) {
      response.set("schema", schema);
      return;
    }
    var content = response.putObject("content");
    for (var type : new TreeSet<>(produces)) {
      content.putObject(type).set("schema", schema);
    }
  }
}
