package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.MetadataValidation;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Checks definitions, with upstream's messages. Upstream's internal type has what all versions
 * share at the top of the spec, so errors in a schema that is the same everywhere are told at
 * {@code spec.validation}; here as there.
 */
public final class DefinitionValidation {
  private static final Set<String> SCOPES = Set.of("Cluster", "Namespaced");

  private final Errors errors;

  private DefinitionValidation(Errors errors) {
    this.errors = errors;
  }

  /**
   * Adds what is wrong with a definition.
   *
   * @param old what it replaces; null at creation
   */
  public static void validate(Value definition, @Nullable Value old, Errors errors) {
    var check = new DefinitionValidation(errors);
    var spec = definition.get("spec");
    if (old == null) {
      var name = definition.in("metadata", "name");
      if (!name.is(spec.in("names", "plural").text() + "." + spec.get("group").text())) {
        errors.invalid(name, "must be spec.names.plural+\".\"+spec.group");
      }
    }
    var established = old != null && Definitions.isTrue(old.node(), "Established");
    check.spec(spec);
    ConversionValidation.validate(
        spec.get("conversion"),
        old == null ? null : old.in("spec", "conversion"),
        established,
        errors);
    if (old != null) {
      check.change(spec, old.get("spec"), established);
    }
    check.nameForms(definition.in("status", "acceptedNames"));
    check.storedVersions(definition.in("status", "storedVersions"), spec);
    check.approval(definition, old);
    check.preserveUnknownFields(spec);
  }

  /** Adds what is wrong with a definition whose status was written. */
  public static void validateStatus(Value definition, Errors errors) {
    new DefinitionValidation(errors).nameForms(definition.in("status", "acceptedNames"));
  }

  private void spec(Value spec) {
    group(spec.get("group"));
    var scope = spec.get("scope");
    if (scope.text().isEmpty()) {
      errors.required(scope);
    } else if (!SCOPES.contains(scope.text())) {
      errors.notSupported(scope, List.of("Cluster", "Namespaced"));
    }
    var versions = spec.get("versions");
    for (var version : versions.items()) {
      if (!version.in("schema", "openAPIV3Schema").exists()) {
        errors.required(version.in("schema", "openAPIV3Schema"), "schemas are required");
      }
    }
    var shared = VersionValidation.shared(versions.items());
    for (var version : versions.items()) {
      joined(version.get("name"), Names.label1035(version.get("name").text()), "");
      VersionValidation.validate(version, shared, errors);
    }
    versions(versions, shared);
    var names = spec.get("names");
    for (var field : List.of("plural", "singular", "kind", "listKind")) {
      if (names.get(field).text().isEmpty()) {
        errors.required(names.get(field));
      }
    }
    nameForms(names);
    VersionValidation.validateShared(versions, shared, errors);
  }

  private void group(Value group) {
    var wrong = Names.SUBDOMAIN.errors(group.text());
    if (group.text().isEmpty()) {
      errors.required(group);
    } else if (!wrong.isEmpty()) {
      joined(group, wrong, "");
    } else if (!group.text().contains(".")) {
      errors.invalid(group, "should be a domain with at least one dot");
    }
  }

  private void versions(Value versions, Set<String> shared) {
    var seen = new HashSet<String>();
    var unique = true;
    var stored = 0;
    for (var version : versions.items()) {
      stored += version.get("storage").isTrue() ? 1 : 0;
      unique &= seen.add(version.get("name").text());
    }
    var shown =
        versions.size() == 0
            ? versions
            : Value.at(versions.path(), GoSchema.versions(versions.node(), shared));
    if (!unique) {
      errors.invalid(shown, "must contain unique version names");
    }
    if (stored != 1) {
      errors.invalid(shown, "must have exactly one version marked as storage version");
    }
    if (versions.size() > 0) {
      var first = versions.items().getFirst().get("name");
      if (!first.text().isEmpty()) { // upstream's internal type has it once more at the top
        var version = Value.at("spec.version", first.node());
        joined(version, Names.label1035(first.text()), "");
      }
    }
  }

  /** The forms of those names that are there. */
  private void nameForms(Value names) {
    for (var field : List.of("plural", "singular", "kind", "listKind")) {
      var name = names.get(field);
      if (name.text().isEmpty()) {
        continue;
      }
      if (field.toLowerCase(Locale.ROOT).endsWith("kind")) {
        joined(
            name,
            Names.label1035(name.text().toLowerCase(Locale.ROOT)),
            "may have mixed case, but should otherwise match: ");
      } else {
        joined(name, Names.label1035(name.text()), "");
      }
    }
    names.get("shortNames").items().forEach(this::shortForm);
    var listKind = names.get("listKind");
    if (!listKind.text().isEmpty() && listKind.is(names.get("kind").text())) {
      errors.invalid(listKind, "kind and listKind may not be the same");
    }
    names.get("categories").items().forEach(this::shortForm);
  }

  private void shortForm(Value name) {
    joined(name, Names.label1035(name.text()), "");
  }

  /** All that is wrong with one value, in one error. */
  private void joined(Value value, List<String> wrong, String before) {
    if (!wrong.isEmpty()) {
      errors.invalid(value, value.text(), before + String.join(",", wrong));
    }
  }

  private void change(Value spec, Value old, boolean established) {
    if (established) {
      MetadataValidation.immutable(spec.get("scope"), old.get("scope"), errors);
      MetadataValidation.immutable(spec.in("names", "kind"), old.in("names", "kind"), errors);
    }
    MetadataValidation.immutable(spec.get("group"), old.get("group"), errors);
    MetadataValidation.immutable(spec.in("names", "plural"), old.in("names", "plural"), errors);
  }

  private void storedVersions(Value stored, Value spec) {
    if (stored.size() == 0) {
      errors.invalid(
          Value.at(stored.path(), JsonNodeFactory.instance.nullNode()),
          "must have at least one stored version");
      return;
    }
    var known = new HashSet<String>();
    stored.items().forEach(version -> known.add(version.text()));
    var names = new HashSet<String>();
    for (var version : spec.get("versions").items()) {
      var name = version.get("name").text();
      names.add(name);
      if (version.get("storage").isTrue() && !known.contains(name)) {
        errors.invalid(stored, "must have the storage version " + name);
      }
    }
    for (var version : stored.items()) {
      if (!names.contains(version.text())) {
        errors.invalid(
            version,
            "missing from spec.versions; %1$s was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in %1$s and removes %1$s from status.storedVersions"
                .formatted(version.text()));
      }
    }
  }

  private void preserveUnknownFields(Value spec) {
    if (spec.get("preserveUnknownFields").isTrue()) {
      errors.invalid(
          spec.get("preserveUnknownFields"),
          "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in"
              + " spec.versions[*].schema instead");
    }
  }

  private void approval(Value definition, @Nullable Value old) {
    if (!ApiApproval.isProtected(definition.in("spec", "group").text())) {
      return;
    }
    var approval = ApiApproval.of(definition.node());
    if (old != null && ApiApproval.of(old.node()).state() == approval.state()) {
      return;
    }
    var annotations = definition.in("metadata", "annotations");
    var at =
        Value.at(
            "metadata.annotations[" + ApiApproval.ANNOTATION + "]",
            annotations.get(ApiApproval.ANNOTATION).node());
    switch (approval.state()) {
      case MISSING -> errors.required(at, approval.message());
      case INVALID -> errors.invalid(at, approval.message());
      case APPROVED, BYPASSED -> {
        // as the policy asks
      }
    }
  }
}
