package io.coxswain.kubectl.kustomize;

import io.coxswain.kubectl.resource.BuiltinResources;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * An object under construction, with the names it has had: references mean one of these. Changed in
 * place by one build, in one thread.
 */
final class Resource {
  private static final Set<String> CLUSTER_KINDS = clusterKinds();

  ObjectNode object;
  final List<Id> previous = new ArrayList<>();
  final List<String> prefixes = new ArrayList<>();
  final List<String> suffixes = new ArrayList<>();
  boolean hashed;

  Resource(ObjectNode object) {
    this.object = object;
  }

  /** What an object is known by; the group and namespace are empty where there is none. */
  record Id(String group, String version, String kind, String name, String namespace) {
    String effectiveNamespace() {
      return namespace.isEmpty() ? "default" : namespace;
    }

    boolean isClusterScoped() {
      return CLUSTER_KINDS.contains(group + "/" + kind);
    }

    /** The same object by name, whether or not its namespace is spelled out. */
    boolean matches(Id other) {
      return group.equals(other.group)
          && version.equals(other.version)
          && kind.equals(other.kind)
          && name.equals(other.name)
          && (isClusterScoped() || effectiveNamespace().equals(other.effectiveNamespace()));
    }

    /** As upstream prints it: {@code Deployment.v1.apps/web.[noNs]}. */
    @Override
    public String toString() {
      return "%s.%s.%s/%s.%s"
          .formatted(
              kind,
              version.isEmpty() ? "[noVer]" : version,
              group.isEmpty() ? "[noGrp]" : group,
              name.isEmpty() ? "[noName]" : name,
              namespace.isEmpty() ? "[noNs]" : namespace);
    }
  }

  Id id() {
    return idOf(object);
  }

  static Id idOf(ObjectNode object) {
    var apiVersion = Trees.text(object, "apiVersion");
    var slash = apiVersion.indexOf('/');
    return new Id(
        slash < 0 ? "" : apiVersion.substring(0, slash),
        apiVersion.substring(slash + 1),
        Trees.text(object, "kind"),
        Trees.name(object),
        Trees.namespace(object));
  }

  String kind() {
    return Trees.text(object, "kind");
  }

  String name() {
    return Trees.name(object);
  }

  /** The name it has now and all that it had. */
  List<Id> ids() {
    var all = new ArrayList<>(previous);
    all.add(id());
    return all;
  }

  boolean wasEver(Id id) {
    return ids().stream().anyMatch(own -> own.matches(id));
  }

  Id original() {
    return previous.isEmpty() ? id() : previous.getFirst();
  }

  void rename(String name) {
    previous.add(id());
    Trees.ensure(object, "metadata").put("name", name);
  }

  void moveTo(String namespace) {
    previous.add(id());
    Trees.ensure(object, "metadata").put("namespace", namespace);
  }

  private static Set<String> clusterKinds() {
    var kinds = new HashSet<String>();
    for (var type : BuiltinResources.all()) {
      if (!type.namespaced()) {
        kinds.add(type.group() + "/" + type.kind());
      }
    }
    return kinds;
  }
}
