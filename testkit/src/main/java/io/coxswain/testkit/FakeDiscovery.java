package io.coxswain.testkit;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Legacy discovery of the built-in kinds. */
final class FakeDiscovery {
  private FakeDiscovery() {}

  static JsonNode document(String path) {
    return switch (path) {
      case "/api" -> {
        var versions = Json.mapper().createObjectNode().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        yield versions;
      }
      case "/apis" -> groups();
      default -> resources(path);
    };
  }

  private static JsonNode groups() {
    var versions = new TreeMap<String, TreeSet<String>>();
    for (var kind : Kinds.builtIn().all()) {
      if (!kind.group().isEmpty()) {
        versions.computeIfAbsent(kind.group(), group -> new TreeSet<>()).add(kind.version());
      }
    }
    var list = Json.mapper().createObjectNode().put("kind", "APIGroupList");
    var groups = list.putArray("groups");
    versions.forEach(
        (name, served) -> {
          var group = groups.addObject().put("name", name);
          var array = group.putArray("versions");
          served.forEach(
              version ->
                  array
                      .addObject()
                      .put("groupVersion", name + "/" + version)
                      .put("version", version));
          group
              .putObject("preferredVersion")
              .put("groupVersion", name + "/" + served.first())
              .put("version", served.first());
        });
    return list;
  }

  private static JsonNode resources(String path) {
    var list = Json.mapper().createObjectNode().put("kind", "APIResourceList");
    var resources = list.putArray("resources");
    for (var kind : Kinds.builtIn().all()) {
      if (kind.basePath().equals(path) && !kind.plural().isEmpty()) {
        var resource = resources.addObject();
        resource.put("name", kind.plural()).put("kind", kind.kind());
        resource.put("namespaced", kind.namespaced());
        var verbs = resource.putArray("verbs");
        for (var verb : "create delete deletecollection get list patch update watch".split(" ")) {
          verbs.add(verb);
        }
      }
    }
    return list;
  }
}
