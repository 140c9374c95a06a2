package io.coxswain.kubectl.resource;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.http.ApiClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Asks the server what it serves: aggregated discovery (KEP-3352) where it knows it, group by group
 * otherwise.
 */
public final class Discovery {
  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";
  private final ApiClient api;

  public Discovery(ApiClient api) {
    this.api = api;
  }

  /** All resource types of all served versions, each group's preferred version first. */
  public List<ResourceType> resources() {
    var result = new ArrayList<ResourceType>();
    for (var root : List.of("/api", "/apis")) {
      var answer = api.get(root, AGGREGATED);
      switch (text(answer, "kind")) {
        case "APIGroupDiscoveryList" -> aggregated(answer, result);
        case "APIVersions" ->
            texts(answer, "versions").forEach(version -> legacy("/api/" + version, result));
        default -> {
          for (var group : items(answer, "groups")) {
            for (var version : items(group, "versions")) {
              legacy("/apis/" + text(version, "groupVersion"), result);
            }
          }
        }
      }
    }
    return result;
  }

  /** Every {@code group/version} served. */
  public List<String> versions() {
    var result = new ArrayList<String>();
    for (var root : List.of("/api", "/apis")) {
      var answer = api.get(root, AGGREGATED);
      for (var group : items(answer, "items")) {
        var name = text(group, "metadata", "name");
        for (var version : items(group, "versions")) {
          result.add((name.isEmpty() ? "" : name + "/") + text(version, "version"));
        }
      }
      result.addAll(texts(answer, "versions"));
      for (var group : items(answer, "groups")) {
        items(group, "versions").forEach(version -> result.add(text(version, "groupVersion")));
      }
    }
    return result;
  }

  private static void aggregated(JsonNode list, List<ResourceType> result) {
    for (var group : items(list, "items")) {
      for (var version : items(group, "versions")) {
        for (var resource : items(version, "resources")) {
          result.add(
              new ResourceType(
                  text(group, "metadata", "name"),
                  text(version, "version"),
                  text(resource, "responseKind", "kind"),
                  text(resource, "resource"),
                  text(resource, "singularResource"),
                  text(resource, "scope").equals("Namespaced"),
                  texts(resource, "shortNames"),
                  texts(resource, "categories"),
                  texts(resource, "verbs")));
        }
      }
    }
  }

  private void legacy(String path, List<ResourceType> result) {
    var list = api.get(path);
    var groupVersion = text(list, "groupVersion");
    var slash = groupVersion.indexOf('/');
    for (var resource : items(list, "resources")) {
      var name = text(resource, "name");
      if (name.contains("/")) {
        continue;
      }
      var singular = text(resource, "singularName");
      result.add(
          new ResourceType(
              slash < 0 ? "" : groupVersion.substring(0, slash),
              groupVersion.substring(slash + 1),
              text(resource, "kind"),
              name,
              singular.isEmpty() ? text(resource, "kind").toLowerCase(Locale.ROOT) : singular,
              io.coxswain.kubectl.tree.Trees.flag(resource, "namespaced"),
              texts(resource, "shortNames"),
              texts(resource, "categories"),
              texts(resource, "verbs")));
    }
  }
}
