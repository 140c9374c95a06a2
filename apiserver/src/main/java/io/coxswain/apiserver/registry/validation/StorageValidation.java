package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import io.coxswain.apiserver.registry.strategy.StorageStrategy.Storage;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of storage.k8s.io. */
public final class StorageValidation {
  private static final int MAX_PARAMETERS = 512;
  private static final int MAX_PARAMETERS_SIZE = 256 * 1024;
  private static final int MAX_ERROR_MESSAGE = 1024;
  private static final int MAX_DRIVER_NAME = 63;
  private static final int MAX_NODE_ID = 256;
  private static final long SHORTEST_TOKEN = 600;
  private static final long LONGEST_TOKEN = 1L << 32;
  private static final List<String> LIFECYCLE_MODES = List.of("Persistent", "Ephemeral");

  private StorageValidation() {}

  public static void validateClass(Value storageClass, Errors errors) {
    provisioner(storageClass.get("provisioner"), errors);
    parameters(storageClass.get("parameters"), errors);
    if (!storageClass.get("reclaimPolicy").text().isEmpty()) {
      Checks.oneOf(storageClass.get("reclaimPolicy"), List.of("Delete", "Retain"), errors);
    }
    if (storageClass.has("volumeBindingMode")) {
      Checks.oneOf(
          storageClass.get("volumeBindingMode"),
          List.of("Immediate", "WaitForFirstConsumer"),
          errors);
    }
    var seen = new HashSet<Object>();
    for (var term : storageClass.get("allowedTopologies").items()) {
      topology(term.get("matchLabelExpressions"), errors);
      if (!seen.add(term.get("matchLabelExpressions").node())) {
        errors.duplicate(term.get("matchLabelExpressions"), "\"\"");
      }
    }
  }

  public static void validateAttributesClass(Value attributes, Errors errors) {
    provisioner(attributes.get("driverName"), errors);
    parameters(attributes.get("parameters"), errors);
    if (attributes.get("parameters").size() == 0) {
      errors.required(attributes.get("parameters"), "must contain at least one key/value pair");
    }
  }

  public static void validateDriver(Value spec, Errors errors) {
    if (spec.has("fsGroupPolicy")) {
      Checks.oneOf(
          spec.get("fsGroupPolicy"), List.of("File", "None", "ReadWriteOnceWithFSType"), errors);
    }
    Set<String> audiences = new HashSet<>();
    for (var request : spec.get("tokenRequests").items()) {
      var audience = request.get("audience");
      if (!audiences.add(audience.text())) {
        errors.duplicate(audience, Errors.quote(audience.text()));
        continue;
      }
      var expiration = request.get("expirationSeconds");
      if (expiration.isNumber() && expiration.number() < SHORTEST_TOKEN) {
        errors.invalid(expiration, "may not specify a duration less than 10 minutes");
      }
      if (expiration.number() > LONGEST_TOKEN) {
        errors.invalid(expiration, "may not specify a duration larger than 2^32 seconds");
      }
    }
    var modes = spec.get("volumeLifecycleModes");
    for (var mode : modes.items()) {
      if (!LIFECYCLE_MODES.contains(mode.text())) {
        errors.notSupported(Value.at(modes.path(), mode.node()), LIFECYCLE_MODES);
      }
    }
    var period = spec.get("nodeAllocatableUpdatePeriodSeconds");
    if (period.isNumber() && period.number() < 10) {
      errors.invalid(period, "must be greater than or equal to 10 seconds");
    }
  }

  public static void validateNode(Value spec, Errors errors) {
    Set<String> names = new HashSet<>();
    for (var driver : spec.get("drivers").items()) {
      driverName(driver.get("name"), errors);
      var id = driver.get("nodeID");
      Checks.required(id, errors);
      if (id.text().length() > MAX_NODE_ID) {
        errors.invalid(id, "must be " + MAX_NODE_ID + " characters or less");
      }
      Checks.notNegative(driver.in("allocatable", "count"), errors);
      if (!names.add(driver.get("name").text())) {
        errors.duplicate(driver.get("name"));
      }
      Set<String> keys = new HashSet<>();
      for (var key : driver.get("topologyKeys").items()) {
        var at = Value.at(driver.path(), key.node());
        Checks.required(at, errors);
        if (!keys.add(key.text())) {
          errors.duplicate(at);
        }
        LabelSyntax.qualifiedNameErrors(key.text()).forEach(error -> errors.invalid(at, error));
      }
    }
  }

  public static void validateCapacity(Value capacity, Errors errors) {
    Checks.selector(capacity.get("nodeTopology"), errors);
    var className = capacity.get("storageClassName");
    for (var error : Names.subdomain(className.text())) {
      errors.invalid(className, className.text(), error);
    }
    var amount = capacity.get("capacity");
    if (Checks.quantity(amount).compareTo(Quantity.ZERO) < 0) {
      errors.invalid(amount, Checks.NOT_NEGATIVE);
    }
  }

  public static void validateAttachment(Value attachment, Errors errors) {
    var spec = attachment.get("spec");
    Checks.required(spec.get("attacher"), errors);
    var source = spec.get("source");
    var name = source.get("persistentVolumeName");
    var inline = source.get("inlineVolumeSpec");
    var exactlyOne = "must specify exactly one of inlineVolumeSpec and persistentVolumeName";
    if (!name.exists() && !inline.exists()) {
      errors.required(source, exactlyOne);
    } else if (name.exists() && inline.exists()) {
      errors.forbidden(source, exactlyOne);
    } else if (name.exists() && name.text().isEmpty()) {
      errors.required(name, "must specify non empty persistentVolumeName");
    } else if (inline.exists()) {
      PersistentVolumeValidation.validateInline(inline, errors);
    }
    var node = spec.get("nodeName");
    Names.subdomain(node.text()).forEach(error -> errors.invalid(node, node.text(), error));
    validateAttachmentStatus(attachment.get("status"), errors);
    driverName(spec.get("attacher"), errors);
    if (name.exists()) {
      Names.subdomain(name.text()).forEach(error -> errors.invalid(name, error));
    }
  }

  public static void validateAttachmentStatus(Value status, Errors errors) {
    size(status.get("attachmentMetadata"), errors);
    for (var field : List.of("attachError", "detachError")) {
      var message = status.in(field, "message");
      if (message.text().length() > MAX_ERROR_MESSAGE) {
        errors.tooLong(message, MAX_PARAMETERS_SIZE); // upstream names the other limit
      }
      var code = status.in(field, "errorCode");
      if (code.isNumber() && code.number() < 0) {
        errors.invalid(code, "must be between 0 and 2147483647, inclusive");
      }
    }
  }

  /** What may not change. */
  public static void validateUpdate(Storage storage, Value object, Value old, Errors errors) {
    switch (storage) {
      case CLASS -> {
        for (var field : List.of("parameters", "provisioner", "reclaimPolicy")) {
          unchanged(field, object, old, errors);
        }
        Checks.immutable(object.get("volumeBindingMode"), old.get("volumeBindingMode"), errors);
      }
      case ATTRIBUTES_CLASS -> {
        unchanged("driverName", object, old, errors);
        unchanged("parameters", object, old, errors);
      }
      case DRIVER -> {
        var attach = object.in("spec", "attachRequired");
        if (!attach.same(old.in("spec", "attachRequired"))) {
          // upstream's path has a letter too many
          errors.invalid(Value.at("spec.attachedRequired", attach.node()), Checks.IMMUTABLE);
        }
        Checks.immutable(
            object.in("spec", "volumeLifecycleModes"),
            old.in("spec", "volumeLifecycleModes"),
            errors);
      }
      case NODE -> driversUnchanged(object.in("spec", "drivers"), old, errors);
      case CAPACITY -> {
        Checks.immutable(object.get("nodeTopology"), old.get("nodeTopology"), errors);
        Checks.immutable(object.get("storageClassName"), old.get("storageClassName"), errors);
      }
      case ATTACHMENT -> {
        var spec = object.get("spec");
        if (!spec.same(old.get("spec"))) {
          var shown = (ObjectNode) GoNames.of(spec, "attacher", "source", "nodeName");
          shown.set(
              "Source", GoNames.of(spec.get("source"), "persistentVolumeName", "inlineVolumeSpec"));
          errors.invalid(Value.at(spec.path(), shown), Checks.IMMUTABLE);
        }
      }
    }
  }

  /** Of a driver that stays, only the number of volumes changes. */
  private static void driversUnchanged(Value drivers, Value old, Errors errors) {
    for (var before : old.in("spec", "drivers").items()) {
      for (var driver : drivers.items()) {
        if (driver.get("name").same(before.get("name"))
            && !withoutAllocatable(driver).equals(withoutAllocatable(before))) {
          var shown = GoNames.of(driver, "name", "nodeID", "topologyKeys");
          ((ObjectNode) shown).putNull("Allocatable");
          errors.invalid(Value.at(drivers.path(), shown), Checks.IMMUTABLE);
        }
      }
    }
  }

  private static ObjectNode withoutAllocatable(Value driver) {
    var copy = (ObjectNode) driver.node().deepCopy();
    copy.remove("allocatable");
    return copy;
  }

  private static void unchanged(String field, Value object, Value old, Errors errors) {
    if (!object.get(field).same(old.get(field))) {
      errors.forbidden(object.get(field), "updates to " + field + " are forbidden.");
    }
  }

  private static void provisioner(Value name, Errors errors) {
    if (name.text().isEmpty()) {
      errors.required(name);
      return;
    }
    var lower = name.text().toLowerCase(Locale.ROOT);
    LabelSyntax.qualifiedNameErrors(lower).forEach(error -> errors.invalid(name, lower, error));
  }

  private static void parameters(Value parameters, Errors errors) {
    if (parameters.size() > MAX_PARAMETERS) {
      errors.tooLong(parameters, MAX_PARAMETERS);
      return;
    }
    for (var entry : parameters.properties()) {
      if (entry.getKey().isEmpty()) {
        errors.invalid(parameters, "", "field can not be empty.");
      }
    }
    size(parameters, errors);
  }

  private static void size(Value texts, Errors errors) {
    var size = 0L;
    for (var entry : texts.properties()) {
      size += entry.getKey().length() + entry.getValue().asString("").length();
    }
    if (size > MAX_PARAMETERS_SIZE) {
      errors.tooLong(texts, MAX_PARAMETERS_SIZE);
    }
  }

  private static void topology(Value expressions, Errors errors) {
    Set<String> keys = new HashSet<>();
    for (var expression : expressions.items()) {
      var values = expression.get("values");
      if (values.size() == 0) {
        errors.required(values);
      }
      Set<String> seen = new HashSet<>();
      for (var value : values.items()) {
        if (!seen.add(value.text())) {
          errors.duplicate(value);
        }
      }
      var key = expression.get("key");
      for (var error : LabelSyntax.qualifiedNameErrors(key.text())) {
        errors.invalid(key, key.text(), error);
      }
      if (!keys.add(key.text())) {
        errors.duplicate(key);
      }
    }
  }

  static void driverName(Value name, Errors errors) {
    if (name.text().isEmpty()) {
      errors.required(name);
    }
    if (name.text().length() > MAX_DRIVER_NAME) {
      errors.tooLong(name, MAX_DRIVER_NAME);
    }
    for (var error : Names.subdomain(name.text().toLowerCase(Locale.ROOT))) {
      errors.invalid(name, name.text(), error);
    }
  }
}
