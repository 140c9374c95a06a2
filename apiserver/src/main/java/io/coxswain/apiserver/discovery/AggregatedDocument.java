package io.coxswain.apiserver.discovery;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Everything in one document: APIGroupDiscoveryList of apidiscovery.k8s.io v2 and v2beta1. */
final class AggregatedDocument {
  private AggregatedDocument() {}

  /** The document of {@code /api} or {@code /apis}; {@code version} is v2 or v2beta1. */
  static ObjectNode of(String version, Collection<ServedGroup> groups) {
    var document = Json.mapper().createObjectNode();
    document
        .put("kind", "APIGroupDiscoveryList")
        .put("apiVersion", "apidiscovery.k8s.io/" + version);
    document.putObject("metadata");
    var items = document.putArray("items");
    for (var group : groups) {
      var item = items.addObject();
      var metadata = item.putObject("metadata");
      if (!group.name().isEmpty()) {
        metadata.put("name", group.name());
      }
      var versions = item.putArray("versions");
      group
          .versions()
          .forEach(
              (name, served) -> {
                var entry = versions.addObject().put("version", name);
                switch (served) {
                  case ServedVersion.Own(var types) -> version(entry, types);
                  case ServedVersion.Other(var resources, var current) ->
                      OtherResources.version(entry, resources, current);
                }
              });
    }
    return document;
  }

  private static void version(ObjectNode entry, List<ResourceType> types) {
    var resources = entry.putArray("resources");
    types.stream()
        .sorted(Comparator.comparing(ResourceType::plural))
        .forEach(type -> resource(resources.addObject(), type));
    entry.put("freshness", "Current");
  }

  private static void resource(ObjectNode entry, ResourceType type) {
    entry.put("resource", type.plural());
    responseKind(entry, type, type.group(), type.version(), type.kind());
    entry
        .put("scope", type.namespaced() ? "Namespaced" : "Cluster")
        .put("singularResource", type.singular());
    LegacyDocuments.strings(entry, "verbs", ResourceVerbs.of(type));
    if (!type.shortNames().isEmpty()) {
      LegacyDocuments.strings(entry, "shortNames", type.shortNames());
    }
    if (!type.categories().isEmpty()) {
      LegacyDocuments.strings(entry, "categories", type.categories());
    }
    var subresources = Subresource.of(type);
    if (subresources.isEmpty()) {
      return;
    }
    var list = entry.putArray("subresources");
    for (var subresource : subresources) {
      var one = list.addObject().put("subresource", subresource.name());
      responseKind(one, type, subresource.group(), subresource.version(), subresource.kind());
      LegacyDocuments.strings(one, "verbs", subresource.verbs());
    }
  }

  /** Upstream leaves out the group and version of built-in resources that are their own. */
  private static void responseKind(
      ObjectNode entry, ResourceType owner, String group, String version, String kind) {
    var own = owner.custom() == null && group.equals(owner.group());
    entry
        .putObject("responseKind")
        .put("group", own ? "" : group)
        .put("version", own ? "" : version)
        .put("kind", kind);
  }
}
