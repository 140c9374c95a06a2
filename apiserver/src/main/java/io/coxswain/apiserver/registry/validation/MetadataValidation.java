package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Rules for {@code metadata}, the same for all kinds (upstream's ValidateObjectMeta). */
public final class MetadataValidation {
  private static final int MAX_ANNOTATIONS = 256 * 1024;
  private static final Set<String> STANDARD_FINALIZERS = Set.of("orphan", "foregroundDeletion");

  private MetadataValidation() {}

  public static void validate(
      Value metadata, boolean namespaced, Names.Rule nameRule, Errors errors) {
    var generateName = metadata.get("generateName");
    if (!generateName.text().isEmpty()) {
      // the name made of it ends otherwise, so a trailing hyphen is no fault
      var prefix = generateName.text();
      var checked = prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + "a" : prefix;
      nameRule.errors(checked).forEach(error -> errors.invalid(generateName, error));
    }
    var name = metadata.get("name");
    if (name.text().isEmpty()) {
      errors.required(name, "name or generateName is required");
    } else {
      nameRule.errors(name.text()).forEach(error -> errors.invalid(name, error));
    }
    var namespace = metadata.get("namespace");
    if (namespaced) {
      if (namespace.text().isEmpty()) {
        errors.required(namespace);
      } else {
        Names.label(namespace.text()).forEach(error -> errors.invalid(namespace, error));
      }
    } else if (!namespace.text().isEmpty()) {
      errors.forbidden(namespace, "not allowed on this type");
    }
    labels(metadata.get("labels"), errors);
    annotations(metadata.get("annotations"), errors);
    ownerReferences(metadata.get("ownerReferences"), errors);
    finalizers(metadata.get("finalizers"), errors);
  }

  public static void validateUpdate(Value metadata, Value old, Errors errors) {
    immutable(metadata.get("name"), old.get("name"), errors);
    immutable(metadata.get("namespace"), old.get("namespace"), errors);
    immutable(metadata.get("uid"), old.get("uid"), errors);
    immutable(metadata.get("creationTimestamp"), old.get("creationTimestamp"), errors);
    immutable(metadata.get("deletionTimestamp"), old.get("deletionTimestamp"), errors);
    immutable(
        metadata.get("deletionGracePeriodSeconds"), old.get("deletionGracePeriodSeconds"), errors);
    if (old.get("deletionTimestamp").exists()) {
      noNewFinalizers(metadata.get("finalizers"), old.get("finalizers"), errors);
    }
  }

  /** Labels, here and in templates. */
  public static void labels(Value labels, Errors errors) {
    for (var entry : labels.properties()) {
      for (var error : LabelSyntax.qualifiedNameErrors(entry.getKey())) {
        errors.invalid(labels, entry.getKey(), error);
      }
      var value = entry.getValue().asString("");
      for (var error : LabelSyntax.valueErrors(value)) {
        errors.invalid(labels, value, error);
      }
    }
  }

  public static void annotations(Value annotations, Errors errors) {
    var size = 0;
    for (var entry : annotations.properties()) {
      for (var error : LabelSyntax.qualifiedNameErrors(entry.getKey().toLowerCase(Locale.ROOT))) {
        errors.invalid(annotations, entry.getKey(), error);
      }
      size += entry.getKey().length() + entry.getValue().asString("").length();
    }
    if (size > MAX_ANNOTATIONS) {
      errors.tooLong(annotations, MAX_ANNOTATIONS);
    }
  }

  /** Adds an error where two values differ. */
  public static void immutable(Value value, Value old, Errors errors) {
    if (!value.same(old)) {
      errors.invalid(value, "field is immutable");
    }
  }

  private static void ownerReferences(Value references, Errors errors) {
    var controller = "";
    for (var reference : references.items()) {
      if (reference.get("apiVersion").text().isEmpty()) {
        errors.invalid(reference.get("apiVersion"), "", "version must not be empty");
      }
      for (var field : new String[] {"kind", "name", "uid"}) {
        if (reference.get(field).text().isEmpty()) {
          errors.invalid(reference.get(field), "", "must not be empty");
        }
      }
      if (reference.get("apiVersion").is("v1") && reference.get("kind").is("Event")) {
        errors.invalid(reference, "/v1, Kind=Event is disallowed from being an owner");
      }
      if (reference.get("controller").isTrue()) {
        var name = reference.get("kind").text() + "/" + reference.get("name").text();
        if (!controller.isEmpty()) {
          errors.invalid(
              references,
              "Only one reference can have Controller set to true. Found \"true\" in references for "
                  + controller
                  + " and "
                  + name);
        }
        controller = name;
      }
    }
  }

  private static void finalizers(Value finalizers, Errors errors) {
    Set<String> found = new HashSet<>();
    for (var finalizer : finalizers.items()) {
      var name = finalizer.text();
      found.add(name);
      for (var error : LabelSyntax.qualifiedNameErrors(name)) {
        errors.invalid(finalizers, name, error);
      }
    }
    if (found.containsAll(STANDARD_FINALIZERS)) {
      errors.invalid(finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
    }
  }

  /** What upstream asks of finalizers besides, in all groups but those of definitions. */
  public static void builtInFinalizers(Value metadata, Errors errors) {
    for (var finalizer : metadata.get("finalizers").items()) {
      var name = finalizer.text();
      if (!name.contains("/")
          && !STANDARD_FINALIZERS.contains(name)
          && !name.equals("kubernetes")) {
        errors.invalid(
            finalizer, name, "name is neither a standard finalizer name nor is it fully qualified");
      }
    }
  }

  private static void noNewFinalizers(Value finalizers, Value old, Errors errors) {
    Set<String> before = new HashSet<>();
    old.items().forEach(finalizer -> before.add(finalizer.text()));
    Set<String> added = new HashSet<>();
    finalizers.items().forEach(finalizer -> added.add(finalizer.text()));
    added.removeAll(before);
    if (!added.isEmpty()) {
      errors.forbidden(
          finalizers,
          "no new finalizers can be added if the object is being deleted, found new finalizers"
              + " []string{"
              + String.join(", ", added.stream().sorted().map(Errors::quote).toList())
              + "}");
    }
  }
}
