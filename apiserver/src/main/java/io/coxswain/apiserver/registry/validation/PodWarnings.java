package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What is allowed in pods and templates but hardly meant (upstream's GetWarningsForPod). */
public final class PodWarnings {
  private static final Map<String, String> NODE_LABELS =
      Map.of(
          "beta.kubernetes.io/arch",
          "deprecated since v1.14; use \"kubernetes.io/arch\" instead",
          "beta.kubernetes.io/os",
          "deprecated since v1.14; use \"kubernetes.io/os\" instead",
          "failure-domain.beta.kubernetes.io/region",
          "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead",
          "failure-domain.beta.kubernetes.io/zone",
          "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead",
          "beta.kubernetes.io/instance-type",
          "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead");
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
    for (var annotation : root.in("metadata", "annotations").entries()) {
      warnings.addKnown(annotation, ANNOTATIONS, annotation.key());
    }
    var spec = root.get("spec");
    warnings.placement(spec);
    warnings.lists(spec);
    for (var list : List.of("initContainers", "containers", "ephemeralContainers")) {
      spec.get(list).items().forEach(warnings::container);
    }
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
      addKnown(label, NODE_LABELS, label.key());
    }
    for (var constraint : spec.get("topologySpreadConstraints").items()) {
      var key = constraint.get("topologyKey");
      if (NODE_LABELS.get(key.text()) instanceof String text) {
        add(key, key.text() + " is " + text);
      }
      if (!constraint.has("labelSelector")) {
        add(constraint.get("labelSelector"), "a null labelSelector results in matching no pod");
      }
    }
  }

  private void lists(Value spec) {
    for (var volume : spec.get("volumes").items()) {
      for (var source : volume.properties()) {
        addKnown(volume.get(source.getKey()), VOLUMES, source.getKey());
      }
    }
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
    container.get("ports").items().forEach(this::port);
  }

  private void fractions(Value amounts) {
    for (var name : List.of("memory", "ephemeral-storage")) {
      var amount = amounts.entry(name);
      if (amount.isText()
          && Quantity.of(amount.text()).value().remainder(BigDecimal.ONE).signum() != 0) {
        add(
            amount,
            "fractional byte value "
                + Errors.quote(amount.text())
                + " is invalid, must be an integer");
      }
    }
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
