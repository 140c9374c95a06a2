package io.coxswain.controller;

import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.PartialObjectMetadata;
import io.coxswain.client.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * The kinds a server had when it was asked, to be read as metadata only.
 *
 * @param resources by group, a group's preferred version first
 * @param failures why a {@code group/version} did not answer: its kinds are unknown, not absent
 */
public record Discovery(List<Resource> resources, SortedMap<String, String> failures) {
  /** A resource in one version, with the verbs it is served with. */
  public record Resource(ResourceType<PartialObjectMetadata> type, Set<String> verbs) {}

  /**
   * Asks a server for all its kinds in all versions.
   *
   * @throws ApiException when not even the groups can be read
   */
  public static Discovery of(KubernetesClient client) {
    var resources = new ArrayList<Resource>();
    var failures = new TreeMap<String, String>();
    read(client, "", "v1", resources, failures);
    for (var group : client.getJson("/apis").path("groups")) {
      var name = group.path("name").asString("");
      var preferred = group.path("preferredVersion").path("version").asString("");
      read(client, name, preferred, resources, failures);
      for (var served : group.path("versions")) {
        var version = served.path("version").asString("");
        if (!version.equals(preferred)) {
          read(client, name, version, resources, failures);
        }
      }
    }
    return new Discovery(List.copyOf(resources), failures);
  }

  private static void read(
      KubernetesClient client,
      String group,
      String version,
      List<Resource> resources,
      Map<String, String> failures) {
    var path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    try {
      for (var resource : client.getJson(path).path("resources")) {
        var name = resource.path("name").asString("");
        if (!name.contains("/")) {
          var type =
              PartialObjectMetadata.of(
                  group,
                  version,
                  name,
                  resource.path("kind").asString(""),
                  resource.path("namespaced").asBoolean(false));
          resources.add(new Resource(type, verbs(resource)));
        }
      }
    } catch (ApiException e) {
      failures.put(
          group.isEmpty() ? version : group + "/" + version, String.valueOf(e.getMessage()));
    }
  }

  private static Set<String> verbs(JsonNode resource) {
    var verbs = new HashSet<String>();
    resource.path("verbs").forEach(verb -> verbs.add(verb.asString("")));
    return Set.copyOf(verbs);
  }

  /**
   * Kinds that support all the given verbs, each once: in its group's preferred version if it is
   * there, else in the next that has it.
   */
  public List<ResourceType<PartialObjectMetadata>> preferred(Set<String> verbs) {
    var found = new LinkedHashMap<String, ResourceType<PartialObjectMetadata>>();
    for (var resource : resources) {
      if (resource.verbs().containsAll(verbs)) {
        found.putIfAbsent(resource.type().toString(), resource.type());
      }
    }
    return List.copyOf(found.values());
  }

  /** The resource of a kind in the version given, as owner references name it. */
  public Optional<ResourceType<PartialObjectMetadata>> kind(String apiVersion, String kind) {
    return resources.stream()
        .map(Resource::type)
        .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
        .findFirst();
  }

  /** All failures in client-go's words; empty when all groups answered. */
  public Optional<String> failure() {
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    var groups = new ArrayList<String>();
    failures.forEach((groupVersion, reason) -> groups.add(groupVersion + ": " + reason));
    return Optional.of(
        "Discovery failed for some groups, "
            + failures.size()
            + " failing: unable to retrieve the complete list of server APIs: "
            + String.join(", ", groups));
  }
}
