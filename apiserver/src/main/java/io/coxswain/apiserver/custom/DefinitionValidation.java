package io.coxswain.apiserver.custom;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks definitions, with upstream's messages. Upstream's internal type has what all versions
 * share at the top of the spec, so errors in a schema that is the same everywhere are told at
 * {@code spec.validation}; here as there.
 */
public final class DefinitionValidation {
  private static final List<String> COLUMN_TYPES =
      List.of("boolean", "date", "integer", "number", "string");
  private static final List<String> COLUMN_FORMATS =
      List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");
  private static final int MOST_SELECTABLE = 8;

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
    var name = definition.in("metadata", "name");
    if (!name.is(spec.in("names", "plural").text() + "." + spec.get("group").text())) {
      errors.invalid(name, "must be spec.names.plural+\".\"+spec.group");
    }
    check.spec(spec);
    ConversionValidation.validate(
        spec.get("conversion"), old == null ? null : old.in("spec", "conversion"), errors);
    if (old != null) {
      check.change(spec, old.get("spec"), Definitions.isTrue(old.node(), "Established"));
    }
    check.storedVersions(definition.in("status", "storedVersions"), spec);
    check.approval(definition, old);
  }

  private void spec(Value spec) {
    var group = spec.get("group");
    if (group.text().isEmpty()) {
      errors.required(group);
    } else {
      Names.SUBDOMAIN.errors(group.text()).forEach(error -> errors.invalid(group, error));
      if (!group.text().contains(".")) {
        errors.invalid(group, "should be a domain with at least one dot");
      }
    }
    var scope = spec.get("scope");
    if (scope.text().isEmpty()) {
      errors.required(scope);
    } else if (!Set.of("Cluster", "Namespaced").contains(scope.text())) {
      errors.notSupported(scope, List.of("Cluster", "Namespaced"));
    }
    versions(spec);
    names(spec.get("names"));
    if (spec.get("preserveUnknownFields").isTrue()) {
      errors.invalid(
          spec.get("preserveUnknownFields"),
          "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in"
              + " spec.versions[*].schema instead");
    }
  }

  private void versions(Value spec) {
    var versions = spec.get("versions");
    var seen = new HashSet<String>();
    var unique = true;
    var stored = 0;
    var shared = Hoisting.of(versions.items());
    for (var version : versions.items()) {
      stored += version.get("storage").isTrue() ? 1 : 0;
      unique &= seen.add(version.get("name").text());
      var name = version.get("name");
      Names.label1035(name.text()).forEach(error -> errors.invalid(name, error));
      deprecation(version);
      if (!version.in("schema", "openAPIV3Schema").exists()) {
        errors.required(version.in("schema", "openAPIV3Schema"));
      }
      if (!shared.schema()) {
        schema(version.in("schema", "openAPIV3Schema"), version.in("subresources", "status"));
      }
      if (!shared.subresources()) {
        scale(version.in("subresources", "scale"));
      }
      if (!shared.columns()) {
        version.get("additionalPrinterColumns").items().forEach(this::column);
      }
      selectableFields(version);
    }
    if (!versions.items().isEmpty()) {
      var first = versions.items().getFirst();
      if (shared.schema()) {
        var at = Value.at("spec.validation", first.get("schema").node());
        schema(at.get("openAPIV3Schema"), first.in("subresources", "status"));
      }
      if (shared.subresources()) {
        scale(Value.at("spec.subresources", first.get("subresources").node()).get("scale"));
      }
      if (shared.columns()) {
        var at =
            Value.at("spec.additionalPrinterColumns", first.get("additionalPrinterColumns").node());
        at.items().forEach(this::column);
      }
    }
    if (!unique) {
      errors.invalid(versions, "must contain unique version names");
    }
    if (stored != 1) {
      errors.invalid(versions, "must have exactly one version marked as storage version");
    }
  }

  /** Whether all versions say the same, so that upstream has it once at the top. */
  private record Hoisting(boolean schema, boolean subresources, boolean columns) {
    static Hoisting of(List<Value> versions) {
      return new Hoisting(
          same(versions, "schema"),
          same(versions, "subresources"),
          same(versions, "additionalPrinterColumns"));
    }

    private static boolean same(List<Value> versions, String field) {
      return versions.stream()
          .allMatch(
              version ->
                  version.get(field).exists()
                      && version.get(field).node().equals(versions.getFirst().get(field).node()));
    }
  }

  private void deprecation(Value version) {
    var warning = version.get("deprecationWarning");
    if (!warning.exists()) {
      return;
    }
    if (!version.get("deprecated").isTrue()) {
      errors.invalid(warning, "can only be set for deprecated versions");
    }
    if (warning.text().length() > 256) {
      errors.invalid(warning, "must be <= 256 characters long");
    }
    if (warning.text().isEmpty()) {
      errors.invalid(warning, "must not be an empty string");
    }
  }

  private void schema(Value schema, Value status) {
    if (!schema.exists()) {
      return;
    }
    if (status.exists() && !schema.get("type").is("object")) {
      errors.invalid(
          Value.at(schema.path() + ".type", schema.get("type").node()),
          schema.get("type").text(),
          "only \"object\" is allowed as the type at the root of the schema if the status"
              + " subresource is enabled");
    }
    if (schema.get("nullable").isTrue()) {
      errors.forbidden(schema.get("nullable"), "nullable cannot be true at the root");
    }
    StructuralCheck.check(schema, errors);
    SchemaCheck.check(schema, errors);
  }

  private void scale(Value scale) {
    if (!scale.exists()) {
      return;
    }
    path(scale.get("specReplicasPath"), true, List.of(".spec."), "under .spec");
    path(scale.get("statusReplicasPath"), true, List.of(".status."), "under .status");
    path(
        scale.get("labelSelectorPath"),
        false,
        List.of(".spec.", ".status."),
        "under either .spec or .status");
  }

  private void path(Value path, boolean required, List<String> roots, String place) {
    if (path.text().isEmpty()) {
      if (required) {
        errors.required(path);
      }
    } else if (!path.text().startsWith(".")) {
      errors.invalid(path, "must be a simple json path starting with .");
    } else if (roots.stream().noneMatch(root -> path.text().startsWith(root))) {
      errors.invalid(path, "should be a json path " + place);
    }
  }

  private void column(Value column) {
    if (column.get("name").text().isEmpty()) {
      errors.required(column.get("name"));
    }
    var type = column.get("type");
    var types = "must be one of " + String.join(",", COLUMN_TYPES);
    if (type.text().isEmpty()) {
      errors.required(type, types);
    } else if (!COLUMN_TYPES.contains(type.text())) {
      errors.invalid(type, types);
    }
    var format = column.get("format");
    if (!format.text().isEmpty() && !COLUMN_FORMATS.contains(format.text())) {
      errors.invalid(format, "must be one of " + String.join(",", COLUMN_FORMATS));
    }
    // upstream's internal name of the field
    var path = Value.at(column.path() + ".JSONPath", column.get("jsonPath").node());
    if (path.text().isEmpty()) {
      errors.required(path);
    } else if (!path.text().startsWith(".")) {
      errors.invalid(path, "must be a simple json path starting with .");
    }
  }

  private void selectableFields(Value version) {
    var fields = version.get("selectableFields");
    var seen = new HashSet<String>();
    for (var field : fields.items()) {
      var path = field.get("jsonPath");
      if (path.text().isEmpty()) {
        errors.required(path);
        continue;
      }
      var names = ObjectPath.of(path.text()).names();
      if (names.isEmpty()) {
        errors.invalid(path, "is an invalid path: only simple field paths are allowed");
        continue;
      }
      if (names.getFirst().equals("metadata")) {
        errors.invalid(path, "must not point to fields in metadata");
      }
      var at = version.in("schema", "openAPIV3Schema");
      for (var name : names) {
        at = at.in("properties", name);
      }
      if (!at.exists()) {
        errors.invalid(path, "is an invalid path: does not refer to a valid field");
      } else if (!Set.of("string", "boolean", "integer").contains(at.get("type").text())) {
        errors.invalid(
            path,
            "must point to a field of type string, boolean or integer. Enum string fields and"
                + " strings with formats are allowed.");
      }
      if (!seen.add(path.text())) {
        errors.duplicate(path);
      }
    }
    if (seen.size() > MOST_SELECTABLE) {
      errors.tooMany(fields, seen.size(), MOST_SELECTABLE);
    }
  }

  private void names(Value names) {
    for (var field : List.of("plural", "singular", "kind", "listKind")) {
      var name = names.get(field);
      if (name.text().isEmpty()) {
        errors.required(name);
      } else {
        var kind = field.toLowerCase(Locale.ROOT).endsWith("kind");
        Names.label1035(kind ? name.text().toLowerCase(Locale.ROOT) : name.text())
            .forEach(
                error ->
                    errors.invalid(
                        name,
                        kind
                            ? "may have mixed case, but should otherwise match: " + error
                            : error));
      }
    }
    for (var list : List.of("shortNames", "categories")) {
      for (var name : names.get(list).items()) {
        Names.label1035(name.text()).forEach(error -> errors.invalid(name, error));
      }
    }
    var listKind = names.get("listKind");
    if (!listKind.text().isEmpty() && listKind.is(names.get("kind").text())) {
      errors.invalid(listKind, "kind and listKind may not be the same");
    }
  }

  private void change(Value spec, Value old, boolean established) {
    if (established) {
      immutable(spec.get("scope"), old.get("scope"));
      immutable(spec.in("names", "kind"), old.in("names", "kind"));
    }
    immutable(spec.get("group"), old.get("group"));
    immutable(spec.in("names", "plural"), old.in("names", "plural"));
  }

  private void immutable(Value value, Value old) {
    if (!value.same(old)) {
      errors.invalid(value, "field is immutable");
    }
  }

  private void storedVersions(Value stored, Value spec) {
    if (stored.items().isEmpty()) {
      errors.add(
          new FieldError(
              FieldError.Type.INVALID,
              stored.path(),
              "Invalid value: null: must have at least one stored version"));
      return;
    }
    var names = new HashSet<String>();
    spec.get("versions").items().forEach(version -> names.add(version.get("name").text()));
    for (var version : stored.items()) {
      if (!names.contains(version.text())) {
        errors.invalid(
            version,
            "missing from spec.versions; %1$s was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in %1$s and removes %1$s from status.storedVersions"
                .formatted(version.text()));
      }
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
