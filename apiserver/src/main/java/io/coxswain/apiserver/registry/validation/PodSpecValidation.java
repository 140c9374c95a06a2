package io.coxswain.apiserver.registry.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/** Pods and pod templates (upstream's ValidatePodSpec). */
public final class PodSpecValidation {
  private static final List<String> RESTART_POLICIES = List.of("Always", "OnFailure", "Never");
  private static final List<String> DNS_POLICIES =
      List.of("ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
  private static final List<String> PREEMPTION_POLICIES = List.of("PreemptLowerPriority", "Never");

  private PodSpecValidation() {}

  public static void validatePod(Value pod, Errors errors) {
    var spec = pod.get("spec");
    var annotations = pod.in("metadata", "annotations");
    PodAnnotationValidation.validate(annotations, spec, errors);
    validate(spec, pod.in("metadata", "name").text(), null, errors);
    if (spec.get("serviceAccountName").text().isEmpty()) {
      noTokens(spec.get("volumes"), errors);
    }
    for (var list : List.of("containers", "initContainers")) {
      for (var container : spec.get(list).items()) {
        ContainerValidation.image(container.get("image"), errors);
      }
    }
  }

  /** Rules for pods that are not there yet. */
  public static void validateCreate(Value pod, Errors errors) {
    var spec = pod.get("spec");
    if (spec.get("ephemeralContainers").size() > 0) {
      errors.forbidden(spec.get("ephemeralContainers"), "cannot be set on create");
    }
    if (!spec.get("nodeName").text().isEmpty() && spec.get("schedulingGates").size() > 0) {
      errors.forbidden(
          spec.get("nodeName"), "cannot be set until all schedulingGates have been cleared");
    }
    PodAnnotationValidation.matchFields(pod.in("metadata", "annotations"), spec, errors);
  }

  /** Whose tokens would they be? */
  private static void noTokens(Value volumes, Errors errors) {
    for (var volume : volumes.items()) {
      for (var source : volume.in("projected", "sources").items()) {
        if (source.has("serviceAccountToken")) {
          errors.forbidden(
              source.get("serviceAccountToken"),
              "must not be specified when serviceAccountName is not set");
        }
      }
    }
  }

  /** A template inside a workload. */
  public static void validateTemplate(Value template, Errors errors) {
    validateTemplate(template, Value.root(MissingNode.getInstance()), errors);
  }

  /**
   * A template to whose pods volumes are added.
   *
   * @param claims the templates of those volumes' claims
   */
  static void validateTemplate(Value template, Value claims, Errors errors) {
    var metadata = template.get("metadata");
    // upstream leaves "metadata" out here
    var labels = Value.at(template.path() + ".labels", metadata.get("labels").node());
    var annotations =
        Value.at(template.path() + ".annotations", metadata.get("annotations").node());
    MetadataValidation.labels(labels, errors);
    MetadataValidation.annotations(annotations, errors);
    var spec = template.get("spec");
    PodAnnotationValidation.validate(annotations, spec, errors);
    validate(spec, "", claims, errors);
    PodAnnotationValidation.matchFields(annotations, spec, errors);
    if (spec.get("ephemeralContainers").size() > 0) {
      errors.forbidden(
          spec.get("ephemeralContainers"), "ephemeral containers not allowed in pod template");
    }
  }

  private static Map<String, Value> withClaims(Map<String, Value> volumes, Value claims) {
    Map<String, Value> all = new HashMap<>(volumes);
    for (var claim : claims.items()) {
      var source = JsonNodeFactory.instance.objectNode();
      source.putObject("persistentVolumeClaim");
      all.put(claim.in("metadata", "name").text(), Value.at(claim.path(), source));
    }
    return all;
  }

  /**
   * In upstream's order, field by field.
   *
   * @param pod the pod's name, empty for a template
   * @param claims claims that become volumes, null for a pod
   */
  private static void validate(Value spec, String pod, @Nullable Value claims, Errors errors) {
    if (!spec.has("terminationGracePeriodSeconds")) {
      errors.required(spec.get("terminationGracePeriodSeconds"));
    }
    var volumes = new VolumeSourceValidation(pod, errors).validate(spec.get("volumes"));
    if (claims != null && claims.size() > 0) {
      volumes = withClaims(volumes, claims);
    }
    ClaimReferenceValidation.pod(spec.get("resourceClaims"), errors);
    new ContainerValidation(spec, volumes, errors).validate();
    PodResourcesValidation.validate(spec, errors);
    PortValidation.hostNetwork(spec, claims == null, errors);
    Checks.requiredOneOf(spec.get("restartPolicy"), RESTART_POLICIES, errors);
    Checks.requiredOneOf(spec.get("dnsPolicy"), DNS_POLICIES, errors);
    MetadataValidation.labels(spec.get("nodeSelector"), errors);
    new SecurityValidation(spec, errors).pod();
    AffinityValidation.validate(spec.get("affinity"), errors);
    DnsValidation.validate(spec, errors);
    gates(spec, errors);
    SpreadValidation.validate(spec.get("topologySpreadConstraints"), errors);
    OperatingSystemValidation.hostProcess(spec, errors);
    OperatingSystemValidation.hostUsers(spec, errors);
    names(spec, errors);
    if (spec.has("preemptionPolicy")) {
      Checks.requiredOneOf(spec.get("preemptionPolicy"), PREEMPTION_POLICIES, errors);
    }
    if (spec.has("overhead")) {
      ResourceValidation.limits(spec.get("overhead"), errors);
    }
    OperatingSystemValidation.validate(spec, errors);
  }

  private static void gates(Value spec, Errors errors) {
    for (var gate : spec.get("readinessGates").items()) {
      Checks.qualifiedName(gate.get("conditionType"), errors);
    }
    var gates = spec.get("schedulingGates").items();
    for (var i = 0; i < gates.size(); i++) {
      // upstream names the entry, not its name
      var name = Value.at(gates.get(i).path(), Errors.textOf(gates.get(i).get("name")));
      Checks.qualifiedName(name, errors);
      if (gates.subList(0, i).stream().anyMatch(gate -> gate.get("name").is(name.text()))) {
        errors.duplicate(name);
      }
    }
  }

  private static void names(Value spec, Errors errors) {
    optionalSubdomain(spec.get("serviceAccountName"), errors);
    optionalSubdomain(spec.get("nodeName"), errors);
    var deadline = spec.get("activeDeadlineSeconds");
    if (deadline.exists() && (deadline.number() < 1 || deadline.number() > Integer.MAX_VALUE)) {
      errors.invalid(deadline, "must be between 1 and 2147483647, inclusive");
    }
    for (var field : List.of("hostname", "subdomain")) {
      if (!spec.get(field).text().isEmpty()) {
        Checks.label(spec.get(field), errors);
      }
    }
    TolerationValidation.validate(spec.get("tolerations"), errors);
    for (var alias : spec.get("hostAliases").items()) {
      Addresses.check(alias.get("ip"), errors);
      alias.get("hostnames").items().forEach(name -> Checks.subdomain(name, errors));
    }
    optionalSubdomain(spec.get("priorityClassName"), errors);
    if (spec.has("runtimeClassName")) {
      Checks.subdomain(spec.get("runtimeClassName"), errors);
    }
  }

  private static void optionalSubdomain(Value name, Errors errors) {
    if (!name.text().isEmpty()) {
      Checks.subdomain(name, errors);
    }
  }
}
