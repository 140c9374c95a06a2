package io.coxswain.apiserver.discovery;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An API group and the resources of each of its versions.
 *
 * @param name empty for core
 * @param versions resources by version, the preferred version first
 */
record ServedGroup(String name, SequencedMap<String, List<ResourceType>> versions) {
  /** Upstream's order of groups, which decides between resources of the same name. */
  private static final List<String> ORDER =
      List.of(
          "",
          "apiregistration.k8s.io",
          "apps",
          "events.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "autoscaling",
          "batch",
          "certificates.k8s.io",
          "networking.k8s.io",
          "policy",
          "rbac.authorization.k8s.io",
          "storage.k8s.io",
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "scheduling.k8s.io",
          "coordination.k8s.io",
          "node.k8s.io",
          "discovery.k8s.io",
          "resource.k8s.io",
          "flowcontrol.apiserver.k8s.io");

  String preferred() {
    return versions.firstEntry().getKey();
  }

  /** The groups that serve resources, core first, custom groups last and by name. */
  static List<ServedGroup> of(Kinds kinds) {
    var found = new LinkedHashMap<String, ServedGroup>();
    for (var type : kinds.all()) {
      if (!type.plural().isEmpty()) {
        found
            .computeIfAbsent(type.group(), name -> new ServedGroup(name, new LinkedHashMap<>()))
            .versions()
            .computeIfAbsent(type.version(), version -> new ArrayList<>())
            .add(type);
      }
    }
    found.replaceAll((name, group) -> group.place() == ORDER.size() ? group.sorted() : group);
    return found.values().stream()
        .sorted(Comparator.comparing(ServedGroup::place).thenComparing(ServedGroup::name))
        .toList();
  }

  /** The groups by name. */
  static Map<String, ServedGroup> byName(List<ServedGroup> groups) {
    var byName = new LinkedHashMap<String, ServedGroup>();
    groups.forEach(group -> byName.put(group.name(), group));
    return byName;
  }

  /** With versions as upstream prefers them: stable before beta before alpha, newer first. */
  private ServedGroup sorted() {
    var ordered = new LinkedHashMap<String, List<ResourceType>>();
    versions.keySet().stream()
        .sorted(VersionOrder.PREFERRED_FIRST)
        .forEach(version -> ordered.put(version, versions.getOrDefault(version, List.of())));
    return new ServedGroup(name, ordered);
  }

  private int place() {
    var place = ORDER.indexOf(name);
    return place < 0 ? ORDER.size() : place;
  }
}
