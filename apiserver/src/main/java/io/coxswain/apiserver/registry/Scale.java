package io.coxswain.apiserver.registry;

import io.coxswain.api.apply.Applied;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.UpdateLoop.Proposal;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The scale subresource: how many replicas are wanted and there are (autoscaling/v1). */
final class Scale {
  private static final List<String> REPLICAS = List.of("spec", "replicas");
  private static final List<String> PATCHES =
      List.of(Patch.JSON_PATCH, Patch.MERGE_PATCH, Patch.STRATEGIC_MERGE_PATCH, Patch.APPLY_PATCH);

  private final Bodies bodies;
  private final Ownership ownership;
  private final UpdateLoop loop;
  private final Admitting admitting;
  private final Store store;
  private final ResourceType kind;

  Scale(
      Bodies bodies,
      Ownership ownership,
      UpdateLoop loop,
      Admitting admitting,
      Store store,
      Kinds kinds) {
    this.bodies = bodies;
    this.ownership = ownership;
    this.loop = loop;
    this.admitting = admitting;
    this.store = store;
    this.kind = kinds.of(io.coxswain.api.autoscaling.v1.Scale.class);
  }

  ApiResponse handle(Call call) {
    return switch (call.request().info().verb()) {
      case "get" -> get(call);
      case "update" -> update(call);
      case "patch" -> patch(call);
      default -> call.refuse(new Refusal.MethodNotAllowed(call.request().info().verb()));
    };
  }

  private ApiResponse get(Call call) {
    var stored = store.get(call.key(call.name()));
    if (stored == null) {
      return call.refuse(new Refusal.NotFound());
    }
    var object = call.parse(stored);
    var missing = ScalePaths.of(call.type()).missing(object);
    return missing == null ? call.answer(200, of(call, object)) : call.refuse(missing);
  }

  private ApiResponse update(Call call) {
    var refusal = call.checkOptions("UpdateOptions");
    if (refusal != null) {
      return call.refuse(refusal);
    }
    return switch (bodies.read(call, kind)) {
      case Body.Rejected rejected -> call.refuse(rejected.refusal());
      case Body.Accepted accepted -> {
        call.audit(accepted.object());
        yield run(call, old -> written(call, old, accepted.object()));
      }
    };
  }

  private ApiResponse patch(Call call) {
    var mediaType = Bodies.mediaType(call.request().header("content-type"));
    if (!PATCHES.contains(mediaType)) {
      return call.refuse(new Refusal.UnsupportedMediaType(PATCHES));
    }
    var refusal = call.checkOptions("PatchOptions");
    if (refusal != null) {
      return call.refuse(refusal);
    }
    if (mediaType.equals(Patch.APPLY_PATCH)) {
      return apply(call);
    }
    return switch (PatchBody.of(call, mediaType)) {
      case PatchBody.Unreadable unreadable -> call.refuse(unreadable.refusal());
      case PatchBody.Readable readable -> {
        call.auditPatch(readable.patch().tree());
        yield run(call, old -> patched(call, mediaType, readable.patch(), old));
      }
    };
  }

  private Proposal patched(Call call, String mediaType, Decoder.Plain patch, ObjectNode old) {
    var result = Patch.apply(mediaType, of(call, old), patch.tree(), kind.schema());
    return switch (result) {
      case Patch.Result.Refused refused -> new Proposal.Refuse(refused.refusal());
      case Patch.Result.Patched patched ->
          switch (bodies.reread(
              call, kind, patched.value(), Patch.strictErrors(mediaType, patch))) {
            case Body.Rejected rejected ->
                new Proposal.Refuse(Patch.unreadable(kind, patched.value(), rejected.refusal()));
            case Body.Accepted accepted -> written(call, old, accepted.object());
          };
    };
  }

  private ApiResponse apply(Call call) {
    ApplyBody body;
    try {
      body = ApplyBody.read(call.request().body());
    } catch (JacksonException e) {
      return call.refuse(Apply.undecodable(e));
    }
    call.auditPatch(body.tree());
    return run(
        call,
        old -> {
          var owners = ownership.scale(call, kind, REPLICAS);
          var applied = owners.apply(owners.owned(of(call, old), old), body.tree());
          if (!(applied instanceof Applied.Merged merged)) {
            return new Proposal.Refuse(Apply.refusal(applied));
          }
          var repeated = Apply.checkRepeated(call, body);
          return repeated == null
              ? scaled(call, old, merged.object(), owners)
              : new Proposal.Refuse(repeated);
        });
  }

  /** What an updated or patched scale makes of its object. */
  private Proposal written(Call call, ObjectNode old, ObjectNode scale) {
    var owners = ownership.scale(call, kind, REPLICAS);
    owners.updated(scale, owners.owned(of(call, old), old));
    return scaled(call, old, scale, owners);
  }

  private interface Scaling {
    Proposal propose(ObjectNode old);
  }

  private ApiResponse run(Call call, Scaling scaling) {
    return loop.run(
        call,
        new UpdateLoop.Change() {
          @Override
          public Proposal propose(ObjectNode old) {
            return scaling.propose(old);
          }

          @Override
          public ObjectNode answer(ObjectNode stored) {
            return of(call, stored);
          }
        });
  }

  /** What admission lets a changed scale make of its object. */
  private Proposal scaled(Call call, ObjectNode old, ObjectNode scale, Ownership.Scaled owners) {
    var before = of(call, old);
    var refusal = admitting.mutateScale(call, scale, before, kind);
    if (refusal == null) {
      var proposal = set(call, old, scale, owners);
      if (proposal instanceof Proposal.Refuse) {
        return proposal;
      }
      refusal = admitting.validateScale(call, scale, before, kind);
      if (refusal == null) {
        return proposal;
      }
    }
    return new Proposal.Refuse(refusal);
  }

  private static Proposal set(
      Call call, ObjectNode old, ObjectNode scale, Ownership.Scaled owners) {
    var replicas = scale.path("spec").path("replicas");
    if (!replicas.isMissingNode() && !replicas.isInt()) {
      return new Proposal.Refuse(
          new Refusal.BadRequest("spec.replicas of a Scale must be a whole number"));
    }
    var wanted = replicas.asInt(0);
    if (wanted < 0) {
      return new Proposal.Refuse(
          new Refusal.Invalid(
              Trees.name(old),
              List.of(
                  new FieldError(
                      FieldError.Type.INVALID,
                      "spec.replicas",
                      "Invalid value: " + wanted + ": must be greater than or equal to 0"))));
    }
    var object = old.deepCopy();
    ScalePaths.of(call.type()).set(object, wanted);
    var metadata = Trees.metadata(object);
    var version = Trees.meta(scale, "resourceVersion");
    if (!version.isEmpty()) {
      metadata.put("resourceVersion", version);
    }
    owners.carry(scale, object);
    return new Proposal.Replace(object);
  }

  /** The scale of an object. */
  private ObjectNode of(Call call, ObjectNode object) {
    var scale = JsonNodeFactory.instance.objectNode();
    scale.put("kind", kind.kind());
    scale.put("apiVersion", kind.apiVersion());
    var metadata = scale.putObject("metadata");
    for (var field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      var value = object.path("metadata").get(field);
      if (value != null) {
        metadata.set(field, value);
      }
    }
    var paths = ScalePaths.of(call.type());
    scale.putObject("spec").put("replicas", paths.wanted(object));
    var status = scale.putObject("status");
    status.put("replicas", paths.observed(object));
    var selector = paths.selector(object);
    if (selector != null) {
      status.put("selector", selector);
    }
    return scale;
  }
}
