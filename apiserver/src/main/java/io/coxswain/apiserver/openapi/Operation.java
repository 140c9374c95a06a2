package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One verb on one path.
 *
 * @param method HTTP method in lower case
 * @param action {@code x-kubernetes-action}: get, list, post, put, patch, delete...
 * @param merges whether patches may merge strategically, which custom resources' may not: clients
 *     choose the format by what they find here
 * @param body reference to the body's definition, null for none
 * @param answer reference to the answer's definition, null for text
 */
record Operation(
    String method,
    String action,
    String id,
    String description,
    String tag,
    String group,
    String version,
    String kind,
    List<Parameter> parameters,
    boolean merges,
    @Nullable ObjectNode body,
    @Nullable ObjectNode answer) {
  private static final List<String> JSON = List.of("application/json");
  private static final List<String> LISTS =
      List.of("application/json", "application/json;stream=watch");
  private static final List<String> PATCHES =
      List.of(
          "application/json-patch+json",
          "application/merge-patch+json",
          "application/strategic-merge-patch+json");
  private static final List<String> PLAIN_PATCHES = PATCHES.subList(0, 2);

  ObjectNode tree(Dialect dialect) {
    var tree = Json.mapper().createObjectNode();
    tree.putArray("tags").add(tag);
    tree.put("description", description).put("operationId", id);
    if (dialect == Dialect.V2) {
      var consumes = tree.putArray("consumes");
      consumed().forEach(consumes::add);
      var produces = tree.putArray("produces");
      produced().forEach(produces::add);
      tree.putArray("schemes").add("https");
    }
    var list = tree.putArray("parameters");
    Parameter.write(list, parameters, dialect);
    if (body != null) {
      if (dialect == Dialect.V2) {
        var parameter = list.addObject().put("name", "body").put("in", "body");
        parameter.put("required", !action.startsWith("delete")).set("schema", body);
      } else {
        var content = tree.putObject("requestBody").putObject("content");
        for (var type : consumed()) {
          content.putObject(type).set("schema", body);
        }
      }
    }
    responses(tree.putObject("responses"), dialect);
    tree.put("x-kubernetes-action", action);
    tree.putObject("x-kubernetes-group-version-kind")
        .put("group", group)
        .put("kind", kind)
        .put("version", version);
    return tree;
  }

  private List<String> consumed() {
    if (!action.equals("patch")) {
      return List.of("*/*");
    }
    return merges ? PATCHES : PLAIN_PATCHES;
  }

  private List<String> produced() {
    if (answer == null) {
      return List.of("text/plain");
    }
    return action.equals("list") ? LISTS : JSON;
  }

  private void responses(ObjectNode responses, Dialect dialect) {
    response(responses.putObject("200").put("description", "OK"), dialect);
    switch (action) {
      case "post" -> {
        response(responses.putObject("201").put("description", "Created"), dialect);
        response(responses.putObject("202").put("description", "Accepted"), dialect);
      }
      case "put", "patch" ->
          response(responses.putObject("201").put("description", "Created"), dialect);
      case "delete" -> response(responses.putObject("202").put("description", "Accepted"), dialect);
      default -> {
        // reads answer 200 only
      }
    }
    responses.putObject("401").put("description", "Unauthorized");
  }

  private void response(ObjectNode response, Dialect dialect) {
    if (dialect == Dialect.V3) {
      var content = response.putObject("content");
      for (var type : produced()) {
        var media = content.putObject(type);
        if (answer == null) {
          media.putObject("schema").put("type", "string");
        } else {
          media.set("schema", answer);
        }
      }
    } else if (answer == null) {
      response.putObject("schema").put("type", "string");
    } else {
      response.set("schema", answer);
    }
  }
}
