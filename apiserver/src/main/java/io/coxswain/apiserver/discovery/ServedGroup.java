package io.coxswain.apiserver.discovery;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.aggregation.Extensions;
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
 * @param priority place among groups that are not built in, the highest first
 * @param versions resources by version, the preferred version first
 */
record ServedGroup(String name, int priority, SequencedMap<String, ServedVersion> versions) {
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

  /** What upstream gives the groups of custom resources. */
  private static final int CUSTOM_PRIORITY = 1000;

  String preferred() {
    return versions.firstEntry().getKey();
  }

  /** The groups that serve resources, core first, custom groups last and by name. */
  static List<ServedGroup> of(Kinds kinds, Extensions.Snapshot extensions) {
    var found = new LinkedHashMap<String, ServedGroup>();
    own(kinds)
        .forEach(
            (name, versions) -> {
              var group = new ServedGroup(name, CUSTOM_PRIORITY, versions);
              found.put(name, group.place() == ORDER.size() ? group.sorted() : group);
            });
    extensions.all().stream()
        .sorted(Comparator.comparing(served -> -served.extension().versionPriority()))
        .forEach(served -> add(found, served));
    return found.values().stream()
        .sorted(
            Comparator.comparing(ServedGroup::place)
                .thenComparing(group -> -group.priority())
                .thenComparing(ServedGroup::name))
        .toList();
  }

  private static Map<String, SequencedMap<String, ServedVersion>> own(Kinds kinds) {
    var types = new LinkedHashMap<String, LinkedHashMap<String, List<ResourceType>>>();
    for (var type : kinds.all()) {
      if (!type.plural().isEmpty()) {
        types
            .computeIfAbsent(type.group(), name -> new LinkedHashMap<>())
            .computeIfAbsent(type.version(), version -> new ArrayList<>())
            .add(type);
      }
    }
    var own = new LinkedHashMap<String, SequencedMap<String, ServedVersion>>();
    types.forEach(
        (name, versions) -> {
          var served = new LinkedHashMap<String, ServedVersion>();
          versions.forEach((version, list) -> served.put(version, new ServedVersion.Own(list)));
          own.put(name, served);
        });
    return own;
  }

  private static void add(Map<String, ServedGroup> found, Extensions.Served served) {
    var extension = served.extension();
    found
        .computeIfAbsent(
            extension.group(),
            name -> new ServedGroup(name, extension.groupPriority(), new LinkedHashMap<>()))
        .versions()
        .put(extension.version(), new ServedVersion.Other(served.resources(), served.available()));
  }

  /** The groups by name. */
  static Map<String, ServedGroup> byName(List<ServedGroup> groups) {
    var byName = new LinkedHashMap<String, ServedGroup>();
    groups.forEach(group -> byName.put(group.name(), group));
    return byName;
  }

  /** With versions as upstream prefers them: stable before beta before alpha, newer first. */
  private ServedGroup sorted() {
    var ordered = new LinkedHashMap<String, ServedVersion>();
    versions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(VersionOrder.PREFERRED_FIRST))
        .forEach(version -> ordered.put(version.getKey(), version.getValue()));
    return new ServedGroup(name, priority, ordered);
  }

  private int place() {
    var place = ORDER.indexOf(name);
    return place < 0 ? ORDER.size() : place;
  }
}
