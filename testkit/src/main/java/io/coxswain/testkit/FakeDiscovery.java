package io.coxswain.testkit;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.client.ResourceType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/** Legacy discovery of the built-in kinds and of those a test adds. */
final class FakeDiscovery {
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  private record Entry(
      String group, String version, String plural, String kind, boolean namespaced) {
    String basePath() {
      return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }
  }

  FakeDiscovery() {
    for (var kind : Kinds.builtIn().all()) {
      if (!kind.plural().isEmpty()) {
        entries.add(
            new Entry(kind.group(), kind.version(), kind.plural(), kind.kind(), kind.namespaced()));
      }
    }
  }

  private static Entry entry(ResourceType<?> type) {
    return new Entry(type.group(), type.version(), type.plural(), type.kind(), type.namespaced());
  }

  void add(ResourceType<?> type) {
    entries.add(entry(type));
  }

  void remove(ResourceType<?> type) {
    entries.remove(entry(type));
  }

  void fail(String groupVersion) {
    failing.add("/apis/" + groupVersion);
  }

  boolean serves(FakeRequest target) {
    return entries.stream()
        .anyMatch(
            entry ->
                entry.group().equals(target.group())
                    && entry.version().equals(target.version())
                    && entry.plural().equals(target.plural()));
  }

  /** Empty for what fails. */
  Optional<JsonNode> document(String path) {
    if (failing.contains(path)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (path) {
          case "/api" -> {
            var versions = Json.mapper().createObjectNode().put("kind", "APIVersions");
            versions.putArray("versions").add("v1");
            yield versions;
          }
          case "/apis" -> groups();
          default -> resources(path);
        });
  }

  private JsonNode groups() {
    var versions = new TreeMap<String, LinkedHashSet<String>>();
    for (var entry : entries) {
      if (!entry.group().isEmpty()) {
        versions
            .computeIfAbsent(entry.group(), group -> new LinkedHashSet<>())
            .add(entry.version());
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
              .put("groupVersion", name + "/" + served.getFirst())
              .put("version", served.getFirst());
        });
    return list;
  }

  private JsonNode resources(String path) {
    var list = Json.mapper().createObjectNode().put("kind", "APIResourceList");
    var resources = list.putArray("resources");
    for (var entry : entries) {
      if (entry.basePath().equals(path)) {
        var resource = resources.addObject();
        resource.put("name", entry.plural()).put("kind", entry.kind());
        resource.put("namespaced", entry.namespaced());
        var verbs = resource.putArray("verbs");
        for (var verb : "create delete deletecollection get list patch update watch".split(" ")) {
          verbs.add(verb);
        }
      }
    }
    return list;
  }
}
