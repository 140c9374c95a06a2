package io.coxswain.apiserver.registry;

import io.coxswain.api.patch.JsonPatch;
import io.coxswain.api.patch.MergePatch;
import io.coxswain.api.patch.PatchResult;
import io.coxswain.api.patch.StrategicMergePatch;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.UpdateLoop.Proposal;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.request.ApiResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PATCH of an object or of its status: JSON Patch, merge patch or strategic merge patch. */
final class Patch {
  static final String JSON_PATCH = "application/json-patch+json";
  static final String MERGE_PATCH = "application/merge-patch+json";
  static final String APPLY_PATCH = "application/apply-patch+yaml";
  static final String STRATEGIC_MERGE_PATCH = "application/strategic-merge-patch+json";

  private static final Set<String> OPERATION_FIELDS = Set.of("op", "path", "from", "value");

  private final Bodies bodies;
  private final Strategies strategies;
  private final Ownership ownership;
  private final UpdateLoop loop;
  private final Apply apply;

  Patch(Bodies bodies, Strategies strategies, Ownership ownership, UpdateLoop loop, Apply apply) {
    this.bodies = bodies;
    this.strategies = strategies;
    this.ownership = ownership;
    this.loop = loop;
    this.apply = apply;
  }

  ApiResponse handle(Call call) {
    var mediaType = Bodies.mediaType(call.request().header("content-type"));
    var accepted = acceptedTypes(call);
    if (!accepted.contains(mediaType)) {
      return call.refuse(new Refusal.UnsupportedMediaType(accepted));
    }
    var refusal = call.checkOptions("PatchOptions");
    if (refusal != null) {
      return call.refuse(refusal);
    }
    if (mediaType.equals(APPLY_PATCH)) {
      return apply.handle(call);
    }
    return switch (PatchBody.of(call, mediaType)) {
      case PatchBody.Unreadable unreadable -> call.refuse(unreadable.refusal());
      case PatchBody.Readable readable -> {
        call.auditPatch(readable.patch().tree());
        yield loop.run(call, old -> propose(call, mediaType, readable.patch(), old));
      }
    };
  }

  /**
   * Custom resources have no record to say how lists merge; upstream refuses strategic merge there.
   */
  private static List<String> acceptedTypes(Call call) {
    List<String> types = new ArrayList<>(List.of(JSON_PATCH, MERGE_PATCH));
    if (call.type().type() != null) {
      types.add(STRATEGIC_MERGE_PATCH);
    }
    types.add(APPLY_PATCH);
    return types;
  }

  /** What a patch makes of an object, or why it makes nothing of it. */
  sealed interface Result {
    record Patched(JsonNode value) implements Result {}

    record Refused(Refusal refusal) implements Result {}
  }

  /** Applies a patch of one of the three kinds to a tree, which stays as it is. */
  static Result apply(String mediaType, ObjectNode old, JsonNode patch, ObjectSchema schema) {
    PatchResult result =
        switch (mediaType) {
          case JSON_PATCH -> JsonPatch.apply(old, patch);
          case MERGE_PATCH ->
              patch.isObject()
                  ? new PatchResult.Patched(MergePatch.apply(old, patch))
                  : new PatchResult.Malformed("a merge patch must be an object");
          default -> StrategicMergePatch.apply(old, patch, schema);
        };
    return switch (result) {
      case PatchResult.Malformed malformed ->
          new Result.Refused(new Refusal.BadRequest(malformed.message()));
      case PatchResult.Inapplicable ignored -> new Result.Refused(new Refusal.Unprocessable());
      case PatchResult.TooLarge large -> new Result.Refused(new Refusal.TooLarge(large.message()));
      case PatchResult.Patched patched -> new Result.Patched(patched.value());
    };
  }

  private Proposal propose(Call call, String mediaType, Decoder.Plain patch, ObjectNode old) {
    return switch (apply(mediaType, old, patch.tree(), call.type().schema())) {
      case Result.Refused refused -> refuse(refused.refusal());
      case Result.Patched patched ->
          reread(call, patched.value(), old, strictErrors(mediaType, patch));
    };
  }

  /** What strict decoding of a patch objects to; operations have four fields and no other. */
  static List<String> strictErrors(String mediaType, Decoder.Plain patch) {
    if (!mediaType.equals(JSON_PATCH)) {
      return patch.strictErrors();
    }
    List<String> errors = new ArrayList<>();
    patch.strictErrors().forEach(error -> errors.add("json patch " + error));
    for (var i = 0; i < patch.tree().size(); i++) {
      for (var name : patch.tree().get(i).propertyNames()) {
        if (!OPERATION_FIELDS.contains(name)) {
          errors.add("json patch unknown field \"[" + i + "]." + name + "\"");
        }
      }
    }
    return errors;
  }

  private Proposal reread(Call call, JsonNode patched, ObjectNode old, List<String> patchErrors) {
    return switch (bodies.reread(call, call.type(), patched, patchErrors)) {
      case Body.Rejected rejected -> refuse(unreadable(call.type(), patched, rejected.refusal()));
      case Body.Accepted accepted -> {
        strategies.of(call.type()).defaults(accepted.object());
        ownership.updated(call, accepted.object(), old);
        yield new Proposal.Replace(accepted.object());
      }
    };
  }

  /** A patch whose result is no object of the kind is itself invalid, not the request. */
  static Refusal unreadable(ResourceType kind, JsonNode patched, Refusal refusal) {
    var prefix = " cannot be handled as a " + kind.kind() + ": ";
    if (refusal instanceof Refusal.BadRequest bad && bad.message().contains(prefix)) {
      var start = bad.message().indexOf(prefix) + prefix.length();
      return new Refusal.InvalidPatch(patched.toString(), bad.message().substring(start));
    }
    return refusal;
  }

  private static Proposal refuse(Refusal refusal) {
    return new Proposal.Refuse(refusal);
  }
}
