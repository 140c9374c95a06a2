package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.FieldError.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The query parameters of writes: CreateOptions, UpdateOptions and PatchOptions (meta/v1). */
final class WriteOptions {
  private static final int MAX_MANAGER = 128;
  private static final List<String> VALIDATIONS = List.of("", "Ignore", "Strict", "Warn");

  private WriteOptions() {}

  /** What is wrong with them, as upstream refuses it; null where nothing is. */
  static @Nullable Refusal check(Call call, String kind) {
    var errors = new ArrayList<FieldError>();
    var manager = call.request().parameter("fieldManager");
    if (kind.equals("PatchOptions")) {
      checkPatch(call, manager, errors);
    }
    if (manager != null) {
      checkManager(manager, "fieldManager", errors);
    }
    var dryRuns = call.request().query().getOrDefault("dryRun", List.of());
    if (dryRuns.stream().anyMatch(dryRun -> !dryRun.equals("All"))) {
      var list = JsonNodeFactory.instance.arrayNode();
      dryRuns.forEach(list::add);
      errors.add(unsupported("dryRun", list.toString(), "\"All\""));
    }
    var validation = call.request().parameter("fieldValidation");
    if (validation != null && !VALIDATIONS.contains(validation)) {
      errors.add(
          unsupported("fieldValidation", quoted(validation), "\"Ignore\", \"Strict\", \"Warn\""));
    }
    return errors.isEmpty() ? null : new Refusal.InvalidOptions(kind, errors);
  }

  private static void checkPatch(Call call, @Nullable String manager, List<FieldError> errors) {
    if (Bodies.mediaType(call.request().header("content-type")).equals(Patch.APPLY_PATCH)) {
      if (manager == null || manager.isEmpty()) {
        errors.add(
            new FieldError(
                Type.REQUIRED, "fieldManager", "Required value: is required for apply patch"));
      }
    } else if (call.request().parameter("force") != null) {
      errors.add(
          new FieldError(
              Type.FORBIDDEN, "force", "Forbidden: may not be specified for non-apply patch"));
    }
  }

  /** The rules for names of field managers. */
  static void checkManager(String manager, String field, List<FieldError> errors) {
    if (manager.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_MANAGER) {
      errors.add(
          new FieldError(
              Type.TOO_LONG, field, "Too long: may not be more than " + MAX_MANAGER + " bytes"));
    }
    for (var i = 0; i < manager.length(); i += Character.charCount(manager.codePointAt(i))) {
      var character = manager.codePointAt(i);
      if (!Printable.is(character)) {
        errors.add(
            new FieldError(
                Type.INVALID,
                field,
                "Invalid value: "
                    + quoted(manager)
                    + ": invalid character U+"
                    + "%04X".formatted(character)
                    + " (at position "
                    + i
                    + ")"));
      }
    }
  }

  private static FieldError unsupported(String field, String value, String supported) {
    return new FieldError(
        Type.NOT_SUPPORTED,
        field,
        "Unsupported value: " + value + ": supported values: " + supported);
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}
