package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a kustomization changes in all of its resources, one method for each of its fields. */
final class Transformers {
  private static final Set<String> FIXED_NAMES =
      Set.of("CustomResourceDefinition", "APIService", "Namespace");
  private static final Set<String> SCALABLE =
      Set.of("Deployment", "ReplicationController", "ReplicaSet", "StatefulSet");
  private final JsonNode kustomization;
  private final List<Resource> resources;

  Transformers(JsonNode kustomization, List<Resource> resources) {
    this.kustomization = kustomization;
    this.resources = resources;
  }

  void namespace() {
    var namespace = text(kustomization, "namespace");
    if (namespace.isEmpty()) {
      return;
    }
    for (var resource : resources) {
      if (resource.kind().equals("Namespace")) {
        resource.rename(namespace);
      } else if (!resource.id().isClusterScoped()) {
        resource.moveTo(namespace);
      }
      switch (resource.kind()) {
        case "RoleBinding", "ClusterRoleBinding" -> defaultSubjects(resource, namespace);
        case "APIService" ->
            Trees.ensure(resource.object, "spec", "service").put("namespace", namespace);
        default -> {}
      }
    }
  }

  /** The ServiceAccount "default" is no resource: its bindings follow the namespace. */
  private static void defaultSubjects(Resource binding, String namespace) {
    for (var subject : Trees.items(binding.object, "subjects")) {
      if (subject instanceof ObjectNode object
          && text(object, "kind").equals("ServiceAccount")
          && text(object, "name").equals("default")) {
        object.put("namespace", namespace);
      }
    }
  }

  void names() {
    var prefix = text(kustomization, "namePrefix");
    var suffix = text(kustomization, "nameSuffix");
    for (var resource : resources) {
      if (FIXED_NAMES.contains(resource.kind())) {
        continue;
      }
      if (!prefix.isEmpty()) {
        resource.rename(prefix + resource.name());
        resource.prefixes.add(prefix);
      }
      if (!suffix.isEmpty()) {
        resource.rename(resource.name() + suffix);
        resource.suffixes.add(suffix);
      }
    }
  }

  void labels() {
    for (var labels : Trees.items(kustomization, "labels")) {
      var specs = new ArrayList<>(Specs.LABELS);
      if (Trees.flag(labels, "includeSelectors")) {
        specs.addAll(Specs.TEMPLATE_LABELS);
        specs.addAll(Specs.SELECTORS);
      } else if (Trees.flag(labels, "includeTemplates")) {
        specs.addAll(Specs.TEMPLATE_LABELS);
      }
      for (var field : Trees.items(labels, "fields")) {
        specs.add(
            Specs.spec(text(field, "kind"), text(field, "path"), Trees.flag(field, "create")));
      }
      put(specs, Trees.textMap(labels, "pairs"));
    }
    var common = new ArrayList<>(Specs.LABELS);
    common.addAll(Specs.TEMPLATE_LABELS);
    common.addAll(Specs.SELECTORS);
    put(common, Trees.textMap(kustomization, "commonLabels"));
  }

  void annotations() {
    var specs = new ArrayList<>(List.of(Specs.spec("", "metadata/annotations", true)));
    specs.addAll(Specs.TEMPLATE_ANNOTATIONS);
    put(specs, Trees.textMap(kustomization, "commonAnnotations"));
  }

  private void put(List<Specs.Spec> specs, Map<String, String> pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    for (var resource : resources) {
      for (var spec : specs) {
        if (spec.isOf(resource)) {
          FieldPath.visit(
              resource.object,
              spec.path(),
              spec.create(),
              (parent, name) -> {
                var map = Trees.ensure(parent, name);
                pairs.forEach(map::put);
              });
        }
      }
    }
  }

  void replicas() {
    for (var replica : Trees.items(kustomization, "replicas")) {
      var name = text(replica, "name");
      var found =
          resources.stream()
              .filter(resource -> SCALABLE.contains(resource.kind()))
              .filter(resource -> resource.ids().stream().anyMatch(id -> id.name().equals(name)))
              .toList();
      if (found.isEmpty()) {
        throw KubectlException.error(
            "resource with name %s does not match a config with the following GVK [Deployment.[noVer].[noGrp] StatefulSet.[noVer].[noGrp] ReplicaSet.[noVer].[noGrp] ReplicationController.[noVer].[noGrp]]"
                .formatted(name));
      }
      for (var resource : found) {
        Trees.ensure(resource.object, "spec").put("replicas", Trees.number(replica, "count"));
      }
    }
  }

  void images() {
    for (var image : Trees.items(kustomization, "images")) {
      for (var resource : resources) {
        if (!resource.kind().equals("CustomResourceDefinition")) {
          images(resource.object, image);
        }
      }
    }
  }

  private static void images(JsonNode node, JsonNode image) {
    for (var entry : node.properties()) {
      var name = entry.getKey();
      if ((name.equals("containers") || name.equals("initContainers"))
          && entry.getValue() instanceof ArrayNode list) {
        for (var container : list) {
          if (container instanceof ObjectNode object && object.path("image").isString()) {
            object.put("image", changed(text(object, "image"), image));
          }
        }
      }
      images(entry.getValue(), image);
    }
    if (node instanceof ArrayNode list) {
      list.forEach(element -> images(element, image));
    }
  }

  /** The image with another name, tag or digest, where it is the one that is meant. */
  static String changed(String current, JsonNode image) {
    var pattern =
        Pattern.compile(
            "(?<name>"
                + text(image, "name").replaceAll("[.+]", "\\\\$0")
                + ")(?<tag>:[a-zA-Z0-9_.{}-]*)?(?<digest>@sha256:[a-zA-Z0-9_.{}-]*)?");
    var matcher = pattern.matcher(current);
    if (!matcher.matches()) {
      return current;
    }
    var newName = text(image, "newName");
    return (newName.isEmpty() ? matcher.group("name") : newName) + version(matcher, image);
  }

  private static String version(Matcher current, JsonNode image) {
    var tag = current.group("tag") == null ? "" : current.group("tag");
    var digest = current.group("digest") == null ? "" : current.group("digest");
    var newTag = text(image, "newTag");
    var newDigest = text(image, "digest");
    if (!newTag.isEmpty() && !newDigest.isEmpty()) {
      return ":" + newTag + "@" + newDigest;
    }
    if (!newTag.isEmpty()) {
      return ":" + newTag;
    }
    if (!newDigest.isEmpty()) {
      return "@" + newDigest;
    }
    return tag + (tag.isEmpty() ? "" : text(image, "tagSuffix")) + digest;
  }
}
