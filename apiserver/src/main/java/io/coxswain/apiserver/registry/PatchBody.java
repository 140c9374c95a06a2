package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.registry.decode.JsonSyntax;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The body of a patch in JSON, or why it is none; errors are worded as those of upstream. */
sealed interface PatchBody {
  record Readable(Decoder.Plain patch) implements PatchBody {}

  record Unreadable(Refusal refusal) implements PatchBody {}

  /** Reads a call's body as a patch of a media type other than {@link Patch#APPLY_PATCH}. */
  static PatchBody of(Call call, String mediaType) {
    var body = call.request().body();
    var lenient = "Ignore".equals(call.request().parameter("fieldValidation"));
    try {
      var patch = Decoder.plainJson(body);
      var problem = mismatch(mediaType, patch.tree(), lenient);
      return problem == null ? new Readable(patch) : unreadable(mediaType, problem, lenient);
    } catch (JacksonException e) {
      var problem = JsonSyntax.problem(body, e.getOriginalMessage());
      return unreadable(mediaType, problem, lenient);
    }
  }

  private static PatchBody unreadable(String mediaType, String problem, boolean lenient) {
    var prefixed = !lenient && !mediaType.equals(Patch.STRATEGIC_MERGE_PATCH);
    var message = lenient && mediaType.equals(Patch.MERGE_PATCH) ? "Invalid JSON Patch" : problem;
    return new Unreadable(
        new Refusal.BadRequest(prefixed ? "error decoding patch: " + message : message));
  }

  private static @Nullable String mismatch(String mediaType, JsonNode tree, boolean lenient) {
    if (tree.isNull()) {
      return null; // nothing, as far as Go is concerned
    }
    if (!mediaType.equals(Patch.JSON_PATCH)) {
      return tree.isObject() ? null : JsonSyntax.mismatch(tree, "map[string]interface {}");
    }
    if (!tree.isArray()) {
      return JsonSyntax.mismatch(tree, lenient ? "jsonpatch.Patch" : "[]handlers.jsonPatchOp");
    }
    for (var operation : tree) {
      if (!operation.isObject() && !operation.isNull()) {
        return JsonSyntax.mismatch(
            operation, lenient ? "jsonpatch.Operation" : "handlers.jsonPatchOp");
      }
    }
    return null;
  }
}
