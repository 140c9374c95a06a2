package io.coxswain.apiserver.custom;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.schema.Structural;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks what the versions of a definition say: schemas, subresources, columns, fields of
 * selectors. What all of them say alike is checked once, where upstream's internal type has it.
 */
final class VersionValidation {
  private static final List<String> COLUMN_TYPES =
      List.of("boolean", "date", "integer", "number", "string");
  private static final List<String> COLUMN_FORMATS =
      List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");
  private static final Set<String> SELECTABLE_TYPES = Set.of("string", "boolean", "integer");
  private static final int MOST_SELECTABLE = 8;

  private final Errors errors;

  private VersionValidation(Errors errors) {
    this.errors = errors;
  }

  /** The fields in which all versions say the same. */
  static Set<String> shared(List<Value> versions) {
    var shared = new HashSet<String>();
    for (var field :
        List.of("schema", "subresources", "additionalPrinterColumns", "selectableFields")) {
      if (versions.stream()
          .allMatch(version -> version.get(field).same(versions.getFirst().get(field)))) {
        shared.add(field);
      }
    }
    if (!shared.contains("schema")) {
      shared.remove("selectableFields");
    }
    return shared;
  }

  /** Checks what a version says apart from others. */
  static void validate(Value version, Set<String> shared, Errors errors) {
    var check = new VersionValidation(errors);
    check.deprecation(version);
    var schema = version.in("schema", "openAPIV3Schema");
    if (!shared.contains("schema")) {
      check.schema(schema, version.in("subresources", "status").exists());
    }
    if (!shared.contains("subresources")) {
      check.scale(version.get("subresources"));
    }
    if (!shared.contains("additionalPrinterColumns")) {
      version.get("additionalPrinterColumns").items().forEach(check::column);
    }
    if (!shared.contains("selectableFields")) {
      check.selectableFields(
          version.get("selectableFields"),
          schema,
          "selectableFields may only be set when version.schema.openAPIV3Schema is not included");
    }
  }

  /** Checks what all versions say alike. */
  static void validateShared(Value versions, Set<String> shared, Errors errors) {
    if (versions.size() == 0) {
      return;
    }
    var check = new VersionValidation(errors);
    var first = versions.items().getFirst();
    var schema = Value.at("spec.validation", first.get("schema").node()).get("openAPIV3Schema");
    if (shared.contains("schema")) {
      check.schema(
          schema,
          versions.items().stream()
              .anyMatch(version -> version.in("subresources", "status").exists()));
    }
    if (shared.contains("subresources")) {
      check.scale(Value.at("spec.subresources", first.get("subresources").node()));
    }
    if (shared.contains("additionalPrinterColumns")) {
      var at =
          Value.at("spec.additionalPrinterColumns", first.get("additionalPrinterColumns").node());
      at.items().forEach(check::column);
    }
    if (shared.contains("selectableFields")) {
      check.selectableFields(
          Value.at("spec.selectableFields", first.get("selectableFields").node()),
          schema,
          "selectableFields may only be set when validations.schema is included");
    }
  }

  private void deprecation(Value version) {
    var warning = version.get("deprecationWarning");
    if (!warning.exists()) {
      return;
    }
    if (!version.get("deprecated").isTrue()) {
      errors.invalid(warning, "can only be set for deprecated versions");
      return;
    }
    if (warning.text().getBytes(UTF_8).length > 256) {
      errors.invalid(warning, "must be <= 256 characters long");
    }
    if (warning.text().isEmpty()) {
      errors.invalid(warning, "must not be an empty string");
    }
    var bytes = 0;
    for (var character : warning.text().codePoints().toArray()) {
      if (!isPrintable(character)) {
        errors.invalid(
            warning,
            "must only contain printable UTF-8 characters; non-printable character found at index "
                + bytes);
        return;
      }
      bytes += Character.toString(character).getBytes(UTF_8).length;
    }
  }

  /** As Go sees it: letters, marks, numbers, punctuation, symbols, and the plain space. */
  private static boolean isPrintable(int character) {
    return character == ' '
        || switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.PRIVATE_USE,
              Character.UNASSIGNED,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.SPACE_SEPARATOR ->
              false;
          default -> true;
        };
  }

  private void schema(Value schema, boolean hasStatus) {
    if (!schema.exists()) {
      return;
    }
    if (hasStatus) {
      root(schema);
    }
    if (schema.get("nullable").isTrue()) {
      errors.forbidden(schema.get("nullable"), "nullable cannot be true at the root");
    }
    var before = errors.list().size();
    StructuralCheck.check(schema, errors);
    if (errors.list().size() == before) {
      DefaultCheck.check(schema, errors);
    }
    SchemaCheck.check(schema, errors.list().size() == before, errors);
  }

  private void root(Value schema) {
    var unfit = GoSchema.firstNotForRoot(schema.node());
    if (unfit.equals("type")) {
      errors.invalid(
          schema.get("type"),
          "only \"object\" is allowed as the type at the root of the schema if the status"
              + " subresource is enabled");
    } else if (!unfit.isEmpty()) {
      errors.invalid(Value.at(schema.path(), GoSchema.schema(schema.node())), GoSchema.ROOT_RULE);
    }
  }

  private void scale(Value subresources) {
    var scale = subresources.get("scale");
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

  private void selectableFields(Value fields, Value schema, String withoutSchema) {
    if (fields.size() == 0) {
      return;
    }
    if (!schema.exists()) {
      errors.invalid(fields, "", withoutSchema);
      return;
    }
    var structural = Structural.of(schema.node());
    var seen = new HashSet<List<String>>();
    for (var field : fields.items()) {
      var path = field.get("jsonPath");
      if (path.text().isEmpty()) {
        errors.required(path);
        continue;
      }
      var found = FieldPath.of(path.text(), structural, false);
      var leaf = found.schema();
      if (leaf == null) {
        errors.invalid(path, "is an invalid path: " + found.wrong());
        continue;
      }
      if (found.names().getFirst().equals("metadata")) {
        errors.invalid(path, "must not point to fields in metadata");
      }
      if (!SELECTABLE_TYPES.contains(leaf.type())) {
        errors.invalid(
            path,
            "must point to a field of type string, boolean or integer. Enum string fields and"
                + " strings with formats are allowed.");
      }
      if (!seen.add(found.names())) {
        errors.duplicate(path);
      }
    }
    if (seen.size() > MOST_SELECTABLE) {
      errors.tooMany(fields, seen.size(), MOST_SELECTABLE);
    }
  }
}
