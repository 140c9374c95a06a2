package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** PersistentVolumeClaims (upstream's ValidatePersistentVolumeClaim). */
public final class ClaimValidation {
  private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";
  private static final String CLASS = "storageClassName";
  private static final String ATTRIBUTES_CLASS = "volumeAttributesClassName";
  private static final List<String> RESIZE_STATUSES =
      List.of(
          "ControllerResizeInProgress",
          "ControllerResizeInfeasible",
          "NodeResizeInProgress",
          "NodeResizeInfeasible",
          "NodeResizePending");

  /** All other metadata of a template, in Go's order and by the names it makes of them. */
  private static final List<String> NOT_IN_TEMPLATES =
      List.of(
          "name",
          "generateName",
          "namespace",
          "selfLink",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "ownerReferences",
          "finalizers",
          "managedFields");

  private ClaimValidation() {}

  /** The claim of a pod's own, made from a template. */
  static void validateTemplate(Value template, Errors errors) {
    var metadata = template.get("metadata");
    MetadataValidation.annotations(metadata.get("annotations"), errors);
    MetadataValidation.labels(metadata.get("labels"), errors);
    for (var field : NOT_IN_TEMPLATES) {
      if (metadata.has(field)) {
        var shown = field.equals("uid") ? "uID" : field;
        errors.forbidden(
            Value.at(metadata.path() + "." + shown, metadata.get(field).node()), "cannot be set");
      }
    }
    validate(template.get("spec"), errors);
  }

  public static void validate(Value spec, Errors errors) {
    var modes = spec.get("accessModes");
    if (modes.size() == 0) {
      errors.required(modes, "at least 1 access mode is required");
    }
    Checks.selector(spec.get("selector"), errors);
    PersistentVolumeValidation.accessModes(modes, errors);
    var storage = spec.in("resources", "requests", "storage");
    // upstream leaves the list out here
    var at = Value.at(spec.path() + ".resources[storage]", storage.node());
    if (!storage.exists()) {
      errors.required(at);
    } else {
      Checks.positive(at, errors);
    }
    if (!spec.get(CLASS).text().isEmpty()) {
      Checks.subdomain(spec.get(CLASS), errors);
    }
    if (spec.has("volumeMode")) {
      Checks.oneOf(spec.get("volumeMode"), PersistentVolumeValidation.VOLUME_MODES, errors);
    }
    dataSources(spec, errors);
    if (!spec.get(ATTRIBUTES_CLASS).text().isEmpty()) {
      Checks.subdomain(spec.get(ATTRIBUTES_CLASS), errors);
    }
  }

  private static void dataSources(Value spec, Errors errors) {
    var source = spec.get("dataSource");
    var reference = spec.get("dataSourceRef");
    for (var one : List.of(source, reference)) {
      if (one.exists()) {
        dataSource(one, errors);
      }
    }
    var namespace = reference.get("namespace");
    if (!namespace.text().isEmpty()) {
      Checks.label(namespace, errors);
    }
    if (!source.exists() || !reference.exists()) {
      return;
    }
    if (!namespace.text().isEmpty()) {
      // upstream shows a path it could not write
      errors.invalid(
          Value.at(spec.path(), source.node()),
          new Shown("{}"),
          "may not be specified when dataSourceRef.namespace is specified");
    } else if (!source.get("apiGroup").same(reference.get("apiGroup"))
        || !source.get("kind").same(reference.get("kind"))
        || !source.get("name").same(reference.get("name"))) {
      errors.invalid(
          Value.at(spec.path(), source.node()), new Shown("{}"), "must match dataSourceRef");
    }
  }

  /** What errors show without quotes. */
  private record Shown(String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  private static void dataSource(Value source, Errors errors) {
    Checks.required(source.get("name"), errors);
    Checks.required(source.get("kind"), errors);
    var group = source.get("apiGroup");
    if (!group.text().isEmpty()) {
      Checks.subdomain(group, errors);
    } else if (!source.get("kind").is("PersistentVolumeClaim")) {
      errors.invalid(
          source,
          source.get("kind").text(),
          "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
    }
  }

  /** A bound claim may grow, or shrink to where growing has failed; the rest stays as it is. */
  public static void validateUpdate(Value claim, Value old, Errors errors) {
    var spec = claim.get("spec");
    var before = old.get("spec");
    var betaClass = claim.in("metadata", "annotations", BETA_CLASS);
    var oldBetaClass = old.in("metadata", "annotations", BETA_CLASS);
    var upgraded =
        oldBetaClass.exists()
            && !before.has(CLASS)
            && spec.get(CLASS).same(oldBetaClass)
            && (!betaClass.exists() || betaClass.same(oldBetaClass));
    if (!upgraded && !betaClass.text().equals(oldBetaClass.text())) {
      errors.invalid(
          Value.at("metadata.annotations." + BETA_CLASS, Errors.textOf(betaClass)),
          Checks.IMMUTABLE);
    }
    if (!spec.same(before)) {
      var bound = old.in("status", "phase").is("Bound");
      var mayNameClass = upgraded || !oldBetaClass.exists() || spec.get(CLASS).same(oldBetaClass);
      if (!withMutableFieldsOf(spec, before, bound, mayNameClass).equals(spec.node())) {
        errors.forbidden(
            spec,
            "spec is immutable after creation except resources.requests and"
                + " volumeAttributesClassName for bound claims");
      }
    }
    var wanted = spec.in("resources", "requests", "storage");
    var amount = Checks.quantity(wanted);
    if (amount.compareTo(Checks.quantity(before.in("resources", "requests", "storage"))) < 0
        && amount.compareTo(Checks.quantity(old.in("status", "capacity", "storage"))) <= 0) {
      errors.forbidden(wanted, "field can not be less than status.capacity");
    }
    // upstream leaves "spec" out
    Checks.immutable(
        Value.at("volumeMode", spec.get("volumeMode").node()), before.get("volumeMode"), errors);
    var attributes = spec.get(ATTRIBUTES_CLASS);
    if (before.has(ATTRIBUTES_CLASS) && !attributes.exists()) {
      errors.forbidden(attributes, "update from non-nil value to nil is forbidden");
    } else if (before.has(ATTRIBUTES_CLASS)
        && attributes.text().isEmpty()
        && !attributes.same(before.get(ATTRIBUTES_CLASS))) {
      errors.forbidden(attributes, "update from non-nil value to an empty string is forbidden");
    }
  }

  /** The old spec with everything that may change taken from the new one. */
  private static ObjectNode withMutableFieldsOf(
      Value spec, Value before, boolean bound, boolean mayNameClass) {
    var munged = (ObjectNode) before.node().deepCopy();
    if (before.get("volumeName").text().isEmpty() && spec.has("volumeName")) {
      munged.set("volumeName", spec.get("volumeName").node());
    }
    if (!before.has(CLASS) && spec.has(CLASS) && mayNameClass) {
      munged.set(CLASS, spec.get(CLASS).node());
    }
    if (bound && spec.has(ATTRIBUTES_CLASS)) {
      munged.set(ATTRIBUTES_CLASS, spec.get(ATTRIBUTES_CLASS).node());
    }
    var wanted = spec.in("resources", "requests", "storage");
    if (bound
        && wanted.exists()
        && munged.path("resources").path("requests") instanceof ObjectNode requests) {
      requests.set("storage", wanted.node());
    }
    return munged;
  }

  public static void validateStatusUpdate(Value claim, Errors errors) {
    var status = claim.get("status");
    for (var entry : status.get("capacity").entries()) {
      amount(entry, errors);
    }
    var statuses = status.get("allocatedResourceStatuses");
    // upstream writes the path so
    var at = Value.at("status.allocatedResourceStatus", statuses.node());
    for (var entry : statuses.entries()) {
      resource(at, entry.key(), errors);
      if (!RESIZE_STATUSES.contains(entry.text())) {
        errors.notSupported(Value.at(at.path(), StringNode.valueOf(entry.key())), RESIZE_STATUSES);
      }
    }
    for (var entry : status.get("allocatedResources").entries()) {
      var count = errors.list().size();
      resource(status.get("allocatedResources"), entry.key(), errors);
      if (errors.list().size() == count) {
        amount(entry, errors);
      }
    }
  }

  private static void resource(Value at, String name, Errors errors) {
    var broken = LabelSyntax.qualifiedNameErrors(name);
    broken.forEach(error -> errors.invalid(at, name, error));
    var builtIn = !name.contains("/") || name.contains("kubernetes.io/");
    if (broken.isEmpty() && builtIn && !name.equals("storage")) {
      errors.notSupported(Value.at(at.path(), StringNode.valueOf(name)), Set.of("storage"));
    }
  }

  private static void amount(Value entry, Errors errors) {
    var amount = Checks.quantity(entry);
    if (amount.compareTo(Quantity.ZERO) < 0) {
      errors.invalid(entry, amount.units(), "must be a valid resource quantity");
    }
  }
}
