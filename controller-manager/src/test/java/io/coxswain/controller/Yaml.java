package io.coxswain.controller;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Objects for tests, written as users write them; a UID is made of the name where none is given.
 */
public final class Yaml {
  private static final YAMLMapper MAPPER = new YAMLMapper();

  private Yaml() {}

  public static <T extends KubernetesObject> T read(Class<T> type, String yaml) {
    var tree = (ObjectNode) MAPPER.readTree(yaml);
    var metadata =
        tree.get("metadata") instanceof ObjectNode given ? given : tree.putObject("metadata");
    if (!metadata.has("uid")) {
      metadata.put("uid", "uid-" + metadata.path("name").asString(""));
    }
    for (var part : new String[] {"spec", "status"}) {
      if (!tree.has(part)) {
        tree.putObject(part);
      }
    }
    // the API server writes the metadata of templates even where it is empty
    if (tree.get("spec").get("template") instanceof ObjectNode template
        && !template.has("metadata")) {
      template.putObject("metadata");
    }
    return Json.read(tree, type);
  }
}
