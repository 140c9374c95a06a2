package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What is allowed in pods and templates but hardly meant (upstream's GetWarningsForPod). */
public final class PodWarnings {
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "scheduler.alpha.kubernetes.io/critical-pod",
          "non-functional in v1.16+; use the \"priorityClassName\" field instead",
          "security.alpha.kubernetes.io/sysctls",
          "non-functional in v1.11+; use the \"sysctls\" field instead",
          "security.alpha.kubernetes.io/unsafe-sysctls",
          "non-functional in v1.11+; use the \"sysctls\" field instead");
  private static final Map<String, String> VOLUMES =
      Map.of(
          "photonPersistentDisk", "non-functional in v1.16+",
          "gitRepo", "deprecated in v1.11, and disabled by default in v1.33+",
          "scaleIO", "deprecated in v1.16, non-functional in v1.22+",
          "flocker", "deprecated in v1.22, non-functional in v1.25+",
          "storageos", "deprecated in v1.22, non-functional in v1.25+",
          "quobyte", "deprecated in v1.22, non-functional in v1.25+",
          "glusterfs", "deprecated in v1.25, non-functional in v1.26+",
          "cephfs", "deprecated in v1.28, non-functional in v1.31+",
          "rbd", "deprecated in v1.28, non-functional in v1.31+");

  private static final List<String> CONTAINER_LISTS =
      List.of("initContainers", "containers", "ephemeralContainers");
  private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
  private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
  private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String NO_SECCOMP =
      "non-functional in v1.27+; use the \"seccompProfile\" field instead";

  private final List<String> found = new ArrayList<>(0);
  private final Map<String, List<Value>> ports = new HashMap<>();

  private PodWarnings() {}

  /**
   * Advice on a pod or a template.
   *
   * @param path where it is in the object, empty for the object itself
   */
  public static List<String> of(String path, JsonNode podOrTemplate) {
    var warnings = new PodWarnings();
    var root = path.isEmpty() ? Value.root(podOrTemplate) : Value.at(path, podOrTemplate);
    var spec = root.get("spec");
    warnings.placement(spec);
    for (var annotation : root.in("metadata", "annotations").entries()) {
      warnings.addKnown(annotation, ANNOTATIONS, annotation.key());
    }
    warnings.lists(spec);
    warnings.profiles(root.in("metadata", "annotations"), spec, !path.isEmpty());
    for (var list : CONTAINER_LISTS) {
      spec.get(list).items().forEach(warnings::container);
    }
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.get(list).items()) {
        container.get("ports").items().forEach(warnings::port);
      }
    }
    var grace = spec.get("terminationGracePeriodSeconds");
    if (grace.number() < 0) {
      warnings.add(grace, "must be >= 0; negative values are invalid and will be treated as 1");
    }
    warnings.affinity(spec.get("affinity"));
    return warnings.found;
  }

  /** Advice on the template that is at a path of an object, {@code spec.template}. */
  public static List<String> ofTemplate(JsonNode object, String path) {
    return of(path, object.at("/" + path.replace('.', '/')));
  }

  /** The same for an object whose name begins the names of its pods. */
  public static List<String> ofNameAndTemplate(JsonNode object, String path) {
    var warnings = new ArrayList<>(ofName(object, "Pod names and hostnames"));
    warnings.addAll(ofTemplate(object, path));
    return warnings;
  }

  /** Advice on a name that becomes part of host names. */
  public static List<String> ofName(JsonNode object, String use) {
    var errors = Names.label(object.path("metadata").path("name").asString(""));
    return errors.isEmpty()
        ? List.of()
        : List.of(
            "metadata.name: this is used in "
                + use
                + ", which can result in surprising behavior; a DNS label is recommended: ["
                + String.join(" ", errors)
                + "]");
  }

  private void add(Value at, String text) {
    found.add(at.path() + ": " + text);
  }

  private void addKnown(Value at, Map<String, String> known, String key) {
    if (known.get(key) instanceof String text) {
      add(at, text);
    }
  }

  private void placement(Value spec) {
    for (var label : spec.get("nodeSelector").entries()) {
      addKnown(label, NodeLabels.DEPRECATED, label.key());
    }
    var affinity = spec.get("affinity");
    var nodes = affinity.get("nodeAffinity");
    for (var term : nodes.in(REQUIRED, "nodeSelectorTerms").items()) {
      found.addAll(NodeLabels.warnings(term));
    }
    for (var preferred : nodes.get(PREFERRED).items()) {
      found.addAll(NodeLabels.warnings(preferred.get("preference")));
    }
    for (var constraint : spec.get("topologySpreadConstraints").items()) {
      var key = constraint.get("topologyKey");
      if (NodeLabels.DEPRECATED.get(key.text()) instanceof String text) {
        add(key, key.text() + " is " + text);
      }
      if (!constraint.has("labelSelector")) {
        selectsNothing(constraint);
      }
    }
  }

  private void selectsNothing(Value term) {
    add(term.get("labelSelector"), "a null labelSelector results in matching no pod");
  }

  private void affinity(Value affinity) {
    for (var kind : List.of("podAffinity", "podAntiAffinity")) {
      for (var term : affinity.get(kind).get(REQUIRED).items()) {
        if (!term.has("labelSelector")) {
          selectsNothing(term);
        }
      }
      for (var preferred : affinity.get(kind).get(PREFERRED).items()) {
        if (!preferred.get("podAffinityTerm").has("labelSelector")) {
          selectsNothing(preferred.get("podAffinityTerm"));
        }
      }
    }
  }

  /** Annotations that once were what fields are now. */
  private void profiles(Value annotations, Value spec, boolean template) {
    if (annotations.size() == 0) {
      return;
    }
    var context = spec.get("securityContext");
    if (annotations.has(SECCOMP_POD) && !context.has("seccompProfile")) {
      add(annotations.entry(SECCOMP_POD), NO_SECCOMP);
    }
    for (var list : CONTAINER_LISTS) {
      for (var container : spec.get(list).items()) {
        var own = container.get("securityContext");
        var seccomp = annotations.entry(SECCOMP + container.get("name").text());
        if (seccomp.exists() && !own.has("seccompProfile")) {
          add(seccomp, NO_SECCOMP);
        }
        var armor =
            annotations.entry(PodAnnotationValidation.APP_ARMOR + container.get("name").text());
        if (template
            && armor.exists()
            && !own.has("appArmorProfile")
            && !context.has("appArmorProfile")) {
          add(armor, "deprecated since v1.30; use the \"appArmorProfile\" field instead");
        }
      }
    }
  }

  /** A token's file that another source writes as well. */
  private void tokens(Value volumes) {
    Set<String> tokens = new HashSet<>(0);
    for (var volume : volumes.items()) {
      for (var source : volume.in("projected", "sources").items()) {
        if (source.has("serviceAccountToken")) {
          tokens.add(source.in("serviceAccountToken", "path").text());
        }
      }
    }
    if (tokens.isEmpty()) {
      return;
    }
    for (var volume : volumes.items()) {
      var sources = volume.in("projected", "sources");
      for (var source : sources.items()) {
        for (var kind : List.of("configMap", "secret", "downwardAPI")) {
          var index = 0;
          for (var item : source.get(kind).get("items").items()) {
            if (tokens.contains(item.get("path").text())) {
              // upstream writes the path so
              var shown = kind.equals("secret") ? "secrets" : kind;
              found.add(
                  "%s.%s[%d]: has duplicated path with ServiceAccountToken %s"
                      .formatted(
                          sources.path(), shown, index, Errors.quote(item.get("path").text())));
            }
            index++;
          }
        }
      }
    }
  }

  private void lists(Value spec) {
    for (var volume : spec.get("volumes").items()) {
      for (var source : volume.properties()) {
        addKnown(volume.get(source.getKey()), VOLUMES, source.getKey());
      }
    }
    for (var volume : spec.get("volumes").items()) {
      VolumeWarnings.claimSpec(volume.in("ephemeral", "volumeClaimTemplate", "spec"), found);
    }
    tokens(spec.get("volumes"));
    repeated(spec.get("hostAliases"), "ip");
    repeated(spec.get("imagePullSecrets"), "name");
    for (var secret : spec.get("imagePullSecrets").items()) {
      if (secret.get("name").text().isEmpty()) {
        add(secret.get("name"), "invalid empty name \"\"");
      }
    }
    fractions(spec.get("overhead"));
  }

  private void repeated(Value list, String field) {
    Set<String> seen = new HashSet<>();
    for (var item : list.items()) {
      var value = item.get(field);
      if (!seen.add(value.text())) {
        add(value, "duplicate " + field + " " + Errors.quote(value.text()));
      }
    }
  }

  private void container(Value container) {
    fractions(container.in("resources", "limits"));
    fractions(container.in("resources", "requests"));
    variables(container.get("env"));
  }

  private void fractions(Value amounts) {
    VolumeWarnings.fraction(amounts.entry("memory"), found);
    VolumeWarnings.fraction(amounts.entry("ephemeral-storage"), found);
  }

  /** A second definition is fine where it builds on the first. */
  private void variables(Value variables) {
    Set<String> seen = new HashSet<>();
    for (var variable : variables.items()) {
      var name = variable.get("name").text();
      var value = variable.get("value").text();
      var reference = "$(" + name + ")";
      if (!seen.add(name)
          && (variable.has("valueFrom") || value.equals(reference) || !value.contains(reference))) {
        add(
            variable,
            "hides previous definition of "
                + Errors.quote(name)
                + ", which may be dropped when using apply");
      }
    }
  }

  private void port(Value port) {
    var key = port.get("containerPort").number() + "/" + port.get("protocol").text();
    var others = ports.computeIfAbsent(key, ignored -> new ArrayList<>());
    for (var other : others) {
      var sameHostPort = hostPort(port) == hostPort(other);
      var ip = port.get("hostIP").text();
      var otherIp = other.get("hostIP").text();
      if (sameHostPort && ip.equals(otherIp)) {
        add(port, "duplicate port definition with " + other.path());
      } else if (hostPort(port) == 0 || hostPort(other) == 0) {
        add(port, "overlapping port definition with " + other.path());
      } else if (sameHostPort && ip.isEmpty() != otherIp.isEmpty()) {
        add(port, "dangerously ambiguous port definition with " + other.path());
      }
    }
    others.add(port);
  }

  private static long hostPort(Value port) {
    return port.get("hostPort").number();
  }
}
