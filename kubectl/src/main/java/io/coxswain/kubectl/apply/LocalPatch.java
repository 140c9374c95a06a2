package io.coxswain.kubectl.apply;

import io.coxswain.api.patch.JsonPatch;
import io.coxswain.api.patch.MergePatch;
import io.coxswain.api.patch.PatchResult;
import io.coxswain.api.patch.StrategicMergePatch;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Patches applied here instead of on the server. */
public final class LocalPatch {
  private LocalPatch() {}

  /** By the content type of the patch; kinds without a schema are merged as JSON. */
  public static ObjectNode apply(ObjectNode target, JsonNode patch, String contentType) {
    if (contentType.equals(ApiClient.JSON_PATCH)) {
      return result(JsonPatch.apply(target, patch));
    }
    var schema = PatchSchema.of(Trees.text(target, "apiVersion"), Trees.text(target, "kind"));
    if (contentType.equals(ApiClient.STRATEGIC_PATCH)
        && schema.isPresent()
        && schema.get().schema() instanceof ObjectSchema object) {
      return result(StrategicMergePatch.apply(target, patch, object));
    }
    return (ObjectNode) MergePatch.apply(target, patch);
  }

  private static ObjectNode result(PatchResult result) {
    return switch (result) {
      case PatchResult.Patched patched -> (ObjectNode) patched.value();
      case PatchResult.Malformed bad -> throw KubectlException.error(bad.message());
      case PatchResult.Inapplicable bad -> throw KubectlException.error(bad.message());
      case PatchResult.TooLarge bad -> throw KubectlException.error(bad.message());
    };
  }
}
