package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets references follow the objects that were renamed or moved. A reference means an object that
 * ever had that name; of several, the one with the same prefixes and suffixes as the referrer.
 */
final class NameReferences {
  private final List<Resource> resources;

  NameReferences(List<Resource> resources) {
    this.resources = resources;
  }

  void update() {
    var references = Specs.references();
    for (var referrer : resources) {
      for (var reference : references) {
        if (reference.field().isOf(referrer)) {
          FieldPath.visit(
              referrer.object,
              reference.field().path(),
              false,
              (parent, name) -> update(referrer, reference, parent, name));
        }
      }
    }
  }

  private void update(
      Resource referrer, Specs.Reference reference, ObjectNode parent, String field) {
    switch (parent.path(field)) {
      case ObjectNode object -> named(referrer, reference, object);
      case ArrayNode list -> {
        for (var i = 0; i < list.size(); i++) {
          if (list.path(i) instanceof ObjectNode object) {
            named(referrer, reference, object);
          } else if (list.path(i).isString()) {
            var found = find(referrer, reference, list.path(i).stringValue(), resources);
            if (found != null) {
              list.set(i, found.name());
            }
          }
        }
      }
      case JsonNode scalar when scalar.isString() -> {
        var found = find(referrer, reference, scalar.stringValue(), resources);
        if (found != null) {
          parent.put(field, found.name());
        }
      }
      default -> {}
    }
  }

  /** A reference of name and namespace, such as a subject of a binding. */
  private void named(Resource referrer, Specs.Reference reference, ObjectNode object) {
    var candidates = resources;
    var namespace = text(object, "namespace");
    if (Trees.has(object, "namespace")) {
      candidates =
          inNamespace(candidates, namespace, true).isEmpty()
              ? inNamespace(candidates, namespace, false)
              : inNamespace(candidates, namespace, true);
    }
    var found = find(referrer, reference, text(object, "name"), candidates);
    if (found == null) {
      return;
    }
    object.put("name", found.name());
    var current = Trees.namespace(found.object);
    if (!current.isEmpty()) {
      object.put("namespace", current);
    }
  }

  private static List<Resource> inNamespace(
      List<Resource> resources, String namespace, boolean original) {
    return resources.stream()
        .filter(
            resource ->
                (original ? resource.original() : resource.id())
                    .effectiveNamespace()
                    .equals(namespace))
        .toList();
  }

  private static @Nullable Resource find(
      Resource referrer, Specs.Reference reference, String name, List<Resource> from) {
    var candidates =
        from.stream()
            .filter(
                candidate ->
                    wasNamed(candidate, name)
                        && isOfKind(candidate, reference)
                        && meantByRole(referrer, reference, candidate)
                        && reachable(referrer, candidate))
            .toList();
    if (candidates.size() > 1) {
      candidates =
          candidates.stream()
              .filter(
                  candidate ->
                      candidate.prefixes.equals(referrer.prefixes)
                          && candidate.suffixes.equals(referrer.suffixes))
              .toList();
    }
    if (candidates.stream().map(Resource::name).distinct().count() > 1) {
      throw KubectlException.error(
          "updating name reference in '%s' field of '%s':  found multiple possible referrals: %s"
              .formatted(
                  String.join("/", reference.field().path()),
                  referrer.id(),
                  candidates.stream()
                      .map(candidate -> candidate.id().toString())
                      .collect(Collectors.joining(", "))));
    }
    return candidates.isEmpty() ? null : candidates.getFirst();
  }

  private static boolean wasNamed(Resource candidate, String name) {
    return candidate.previous.stream().anyMatch(id -> id.name().equals(name));
  }

  private static boolean isOfKind(Resource candidate, Specs.Reference reference) {
    var id = candidate.original();
    return id.kind().equals(reference.target())
        && (reference.group().equals("*") || reference.group().equals(id.group()));
  }

  private static boolean meantByRole(
      Resource referrer, Specs.Reference reference, Resource candidate) {
    if (!reference.field().path().equals(List.of("roleRef", "name"))) {
      return true;
    }
    var kind = text(referrer.object, "roleRef", "kind");
    return kind.isEmpty() || kind.equals(candidate.kind());
  }

  private static boolean reachable(Resource referrer, Resource candidate) {
    return referrer.id().isClusterScoped()
        || candidate.id().isClusterScoped()
        || candidate.kind().equals("ServiceAccount")
        || referrer.id().effectiveNamespace().equals(candidate.id().effectiveNamespace());
  }
}
