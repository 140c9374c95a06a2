package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.custom.DefinitionValidation;
import io.coxswain.apiserver.custom.Definitions;
import io.coxswain.apiserver.custom.UnknownFormats;
import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** CustomResourceDefinitions. */
public final class DefinitionStrategy implements Strategy {
  private static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";

  @Override
  public void defaults(ObjectNode object) {
    var spec = Trees.object(object, "spec");
    if (spec == null) {
      return;
    }
    var names = Trees.object(spec, "names");
    if (names != null) {
      var kind = Trees.text(names, "kind");
      if (Trees.text(names, "singular").isEmpty() && !kind.isEmpty()) {
        names.put("singular", kind.toLowerCase(Locale.ROOT));
      }
      if (Trees.text(names, "listKind").isEmpty() && !kind.isEmpty()) {
        names.put("listKind", kind + "List");
      }
    }
    if (Trees.object(spec, "conversion") == null) {
      spec.putObject("conversion").put("strategy", "None");
    }
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.remove("status");
    dropFalse(object);
    storeVersion(object);
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    Trees.put(object, "status", old.path("status").deepCopy());
    dropFalse(object);
    storeVersion(object);
  }

  /** Upstream writes the only allowed value of this field nowhere. */
  private static void dropFalse(ObjectNode object) {
    var spec = Trees.object(object, "spec");
    if (spec != null && !spec.path("preserveUnknownFields").asBoolean(false)) {
      spec.remove("preserveUnknownFields");
    }
  }

  /** Remembers that objects may be stored in the storage version from now on. */
  private static void storeVersion(ObjectNode object) {
    var version = Definitions.storageVersion(object.path("spec"));
    var status = Trees.child(object, "status");
    var stored =
        status.get("storedVersions") instanceof ArrayNode found
            ? found
            : status.putArray("storedVersions");
    if (!version.isEmpty() && stored.valueStream().noneMatch(v -> v.asString("").equals(version))) {
      stored.add(version);
    }
  }

  @Override
  public void markDeleted(ObjectNode object) {
    var metadata = Trees.metadata(object);
    var finalizers =
        metadata.get("finalizers") instanceof ArrayNode found
            ? found
            : metadata.putArray("finalizers");
    if (finalizers.valueStream().noneMatch(name -> name.asString("").equals(FINALIZER))) {
      finalizers.add(FINALIZER);
    }
    var status = Trees.child(object, "status");
    var conditions =
        status.get("conditions") instanceof ArrayNode found ? found : status.putArray("conditions");
    conditions
        .addObject()
        .put("type", "Terminating")
        .put("status", "True")
        .put("lastTransitionTime", Trees.text(metadata, "deletionTimestamp"))
        .put("reason", "InstanceDeletionPending")
        .put(
            "message",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin"
                + " soon");
  }

  @Override
  public void validate(Value object, Errors errors) {
    DefinitionValidation.validate(object, null, errors);
  }

  @Override
  public void validateChange(Value object, Value old, Errors errors) {
    DefinitionValidation.validate(object, old, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    DefinitionValidation.validateStatus(object, errors);
  }

  /** Formats that nothing is checked by. */
  @Override
  public List<String> warnings(ObjectNode object) {
    return UnknownFormats.of(object.path("spec")).stream()
        .map(format -> "unrecognized format " + '"' + format + '"')
        .toList();
  }

  @Override
  public List<String> updateWarnings(ObjectNode object, ObjectNode old) {
    var before = warnings(old);
    return warnings(object).stream().filter(warning -> !before.contains(warning)).toList();
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean countsGenerations() {
    return true;
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }
}
