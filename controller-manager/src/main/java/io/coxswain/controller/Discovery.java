package io.coxswain.controller;

import io.coxswain.client.ApiException;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.PartialObjectMetadata;
import io.coxswain.client.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** The kinds a server has, each in its group's preferred version, read as metadata only. */
public final class Discovery {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private Discovery() {}

  /** Kinds that support all the given verbs; groups that do not answer are left out. */
  public static List<ResourceType<PartialObjectMetadata>> kinds(
      KubernetesClient client, Set<String> verbs) {
    var kinds = new ArrayList<>(resources(client, "", "v1", verbs));
    for (var group : client.getJson("/apis").path("groups")) {
      var version = group.path("preferredVersion").path("version").asString("");
      kinds.addAll(resources(client, group.path("name").asString(""), version, verbs));
    }
    return List.copyOf(kinds);
  }

  private static List<ResourceType<PartialObjectMetadata>> resources(
      KubernetesClient client, String group, String version, Set<String> verbs) {
    var path = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    var found = new ArrayList<ResourceType<PartialObjectMetadata>>();
    try {
      for (var resource : client.getJson(path).path("resources")) {
        var name = resource.path("name").asString("");
        if (!name.contains("/") && supports(resource, verbs)) {
          found.add(
              PartialObjectMetadata.of(
                  group,
                  version,
                  name,
                  resource.path("kind").asString(""),
                  resource.path("namespaced").asBoolean(false)));
        }
      }
    } catch (ApiException e) {
      LOG.info("discovery of {}: {}", path, e.getMessage());
    }
    return found;
  }

  private static boolean supports(JsonNode resource, Set<String> verbs) {
    var offered = new ArrayList<String>();
    resource.path("verbs").forEach(verb -> offered.add(verb.asString("")));
    return offered.containsAll(verbs);
  }
}
