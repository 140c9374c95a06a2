package io.coxswain.apiserver.registry;

import io.coxswain.api.apply.Applied;
import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.UpdateLoop.Proposal;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** PATCH with an applied configuration (server-side apply); it creates what is not there. */
final class Apply {
  private final Bodies bodies;
  private final Strategies strategies;
  private final Ownership ownership;
  private final UpdateLoop loop;
  private final Create create;
  private final Security security;

  Apply(
      Bodies bodies,
      Strategies strategies,
      Ownership ownership,
      UpdateLoop loop,
      Create create,
      Security security) {
    this.bodies = bodies;
    this.strategies = strategies;
    this.ownership = ownership;
    this.loop = loop;
    this.create = create;
    this.security = security;
  }

  ApiResponse handle(Call call) {
    ApplyBody body;
    try {
      body = ApplyBody.read(call.request().body());
    } catch (JacksonException e) {
      return call.refuse(undecodable(e));
    }
    call.auditPatch(body.tree());
    return loop.run(call, new Configuration(call, body));
  }

  static Refusal undecodable(JacksonException e) {
    return new Refusal.BadRequest("error decoding YAML: " + e.getOriginalMessage());
  }

  /** Keys that are there twice: upstream looks at them last, once the configuration fits. */
  static @Nullable Refusal checkRepeated(Call call, ApplyBody body) {
    if (body.repeated().isEmpty()) {
      return null;
    }
    var validation = call.request().parameter("fieldValidation");
    if ("Strict".equals(validation)) {
      return new Refusal.BadRequest(
          "error strict decoding YAML: error converting YAML to JSON: yaml: unmarshal errors:\n  "
              + String.join("\n  ", body.repeated()));
    }
    if (!"Ignore".equals(validation)) {
      body.repeated().forEach(call::warn);
    }
    return null;
  }

  /** Why a configuration was not applied. */
  static Refusal refusal(Applied applied) {
    return switch (applied) {
      case Applied.Conflicting conflicting -> new Refusal.ApplyConflict(conflicting.conflicts());
      case Applied.Wrong wrong -> new Refusal.BadRequest(wrong.message());
      case Applied.Untyped untyped -> new Refusal.Unclassified(untyped.message());
      case Applied.Merged merged -> throw new IllegalArgumentException(merged + " is no failure");
    };
  }

  private final class Configuration implements UpdateLoop.Change {
    private final Call call;
    private final ApplyBody body;

    Configuration(Call call, ApplyBody body) {
      this.call = call;
      this.body = body;
    }

    @Override
    public Proposal propose(ObjectNode old) {
      return merge(old);
    }

    private Proposal merge(@Nullable ObjectNode old) {
      var applied = ownership.apply(call, old, body.tree());
      if (!(applied instanceof Applied.Merged merged)) {
        return new Proposal.Refuse(refusal(applied));
      }
      var repeated = checkRepeated(call, body);
      if (repeated != null) {
        return new Proposal.Refuse(repeated);
      }
      return switch (bodies.reread(call, merged.object())) {
        case Body.Rejected rejected -> new Proposal.Refuse(rejected.refusal());
        case Body.Accepted accepted -> {
          strategies.of(call.type()).defaults(accepted.object());
          yield new Proposal.Replace(accepted.object());
        }
      };
    }

    @Override
    public ApiResponse missing(Call missing) {
      if (!call.subresource().isEmpty()) {
        return call.refuse(new Refusal.NotFound());
      }
      return switch (merge(null)) {
        case Proposal.Refuse refuse -> call.refuse(refuse.refusal());
        case Proposal.Replace replace -> create(replace.object());
      };
    }

    private ApiResponse create(ObjectNode object) {
      var uid = Trees.meta(object, "uid");
      if (!uid.isEmpty()) {
        return call.refuse(
            new Refusal.Conflict(
                "uid mismatch: the provided object specified uid "
                    + uid
                    + ", and no existing object was found"));
      }
      if (Trees.name(object).isEmpty()) {
        return call.refuse(
            new Refusal.BadRequest(
                "the name of the object ("
                    + call.name()
                    + " based on URL) was undeterminable: name must be provided"));
      }
      // upstream compares it with what is there, and does not look at it where nothing is: the Java
      // Operator SDK writes 1 so that it creates, but never takes over
      Trees.metadata(object).remove("resourceVersion");
      return mayCreate()
          ? create.create(call, object)
          : call.refuse(new Refusal.Forbidden("not allowed to create it"));
    }

    /** Who may patch may not always create. */
    private boolean mayCreate() {
      var info = call.request().info();
      return security
          .authorizer()
          .allows(
              call.user(),
              new RequestInfo(
                  true,
                  info.path(),
                  "create",
                  info.group(),
                  info.version(),
                  info.namespace(),
                  info.resource(),
                  "",
                  info.name()));
    }
  }
}
