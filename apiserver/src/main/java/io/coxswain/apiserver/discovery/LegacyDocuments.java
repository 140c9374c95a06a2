package io.coxswain.apiserver.discovery;

import io.coxswain.api.Json;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.conversion.Conversion;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents clients fetch one by one: groups, a group, the resources of a version. */
final class LegacyDocuments {
  private LegacyDocuments() {}

  /** {@code /api}. */
  static ObjectNode coreVersions(String serverAddress) {
    var document = Json.mapper().createObjectNode();
    document.put("kind", "APIVersions");
    document.putArray("versions").add("v1");
    document
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", serverAddress);
    return document;
  }

  /** {@code /apis}. */
  static ObjectNode groupList(Collection<ServedGroup> groups) {
    var document = Json.mapper().createObjectNode();
    document.put("kind", "APIGroupList").put("apiVersion", "v1");
    var list = document.putArray("groups");
    for (var group : groups) {
      describe(list.addObject(), group);
    }
    return document;
  }

  /** {@code /apis/GROUP}. */
  static ObjectNode group(ServedGroup group) {
    var document = Json.mapper().createObjectNode();
    document.put("kind", "APIGroup").put("apiVersion", "v1");
    describe(document, group);
    return document;
  }

  /** {@code /api/v1} and {@code /apis/GROUP/VERSION}. */
  static ObjectNode resourceList(String groupVersion, List<ResourceType> types) {
    var document = Json.mapper().createObjectNode();
    document.put("kind", "APIResourceList");
    if (groupVersion.contains("/")) {
      document.put("apiVersion", "v1");
    }
    document.put("groupVersion", groupVersion);
    var list = document.putArray("resources");
    for (var type : types.stream().sorted(Comparator.comparing(ResourceType::plural)).toList()) {
      resource(list, type);
      for (var subresource : Subresource.of(type)) {
        subresource(list, type, subresource);
      }
    }
    return document;
  }

  private static void describe(ObjectNode document, ServedGroup group) {
    document.put("name", group.name());
    var versions = document.putArray("versions");
    for (var version : group.versions().keySet()) {
      versions
          .addObject()
          .put("groupVersion", group.name() + "/" + version)
          .put("version", version);
    }
    document
        .putObject("preferredVersion")
        .put("groupVersion", group.name() + "/" + group.preferred())
        .put("version", group.preferred());
  }

  private static void resource(ArrayNode list, ResourceType type) {
    var entry = list.addObject();
    entry
        .put("name", type.plural())
        .put("singularName", type.singular())
        .put("namespaced", type.namespaced())
        .put("kind", type.kind());
    strings(entry, "verbs", ResourceVerbs.of(type));
    if (!type.shortNames().isEmpty()) {
      strings(entry, "shortNames", type.shortNames());
    }
    if (!type.categories().isEmpty()) {
      strings(entry, "categories", type.categories());
    }
    if (ResourceVerbs.isStored(type)) {
      entry.put("storageVersionHash", storageVersionHash(type));
    }
  }

  private static void subresource(ArrayNode list, ResourceType type, Subresource subresource) {
    var entry = list.addObject();
    entry
        .put("name", type.plural() + "/" + subresource.name())
        .put("singularName", "")
        .put("namespaced", type.namespaced());
    if (!subresource.group().equals(type.group())) {
      entry.put("group", subresource.group()).put("version", subresource.version());
    }
    entry.put("kind", subresource.kind());
    strings(entry, "verbs", subresource.verbs());
  }

  static void strings(ObjectNode entry, String name, List<String> values) {
    var array = entry.putArray(name);
    values.forEach(array::add);
  }

  /** Eight bytes of SHA-256 over GROUP/VERSION/KIND, as storage migrators compare them. */
  private static String storageVersionHash(ResourceType type) {
    var stored = Conversion.storageType(type);
    var custom = type.custom();
    var version = custom == null ? stored.version() : custom.storageVersion();
    if (stored.groupResource().equals("customresourcedefinitions.apiextensions.k8s.io")) {
      version = "v1beta1"; // as upstream stores them to this day
    }
    var name = stored.group() + "/" + version + "/" + stored.kind();
    var digest = Digests.sha256(name.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 8));
  }
}
