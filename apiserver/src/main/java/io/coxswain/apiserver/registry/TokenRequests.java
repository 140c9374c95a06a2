package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.auth.ServiceAccountTokens;
import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** POST of a service account's token (TokenRequest, KEP-1205). */
final class TokenRequests {
  private static final long SHORTEST = 600;
  private static final long LONGEST = 1L << 32;
  private static final String NODE_USER = "system:node:";

  private final Bodies bodies;
  private final Store store;
  private final @Nullable ServiceAccountTokens issuer;
  private final Admitting admitting;
  private final ResourceType kind;

  TokenRequests(
      Bodies bodies,
      Store store,
      Kinds kinds,
      @Nullable ServiceAccountTokens issuer,
      Admitting admitting) {
    this.bodies = bodies;
    this.store = store;
    this.issuer = issuer;
    this.admitting = admitting;
    this.kind = kinds.of(io.coxswain.api.authentication.v1.TokenRequest.class);
  }

  ApiResponse handle(Call call) {
    var issuing = issuer;
    if (issuing == null || !issuing.canIssue()) {
      return ApiResponse.failure(Statuses.unknownPath());
    }
    return switch (bodies.read(call, kind)) {
      case Body.Rejected rejected -> call.refuse(rejected.refusal());
      case Body.Accepted accepted -> {
        call.audit(accepted.object());
        yield issue(call, accepted.object(), issuing);
      }
    };
  }

  private ApiResponse issue(Call call, ObjectNode request, ServiceAccountTokens issuing) {
    var stored = store.get(call.key(call.name()));
    if (stored == null) {
      return call.refuse(new Refusal.NotFound());
    }
    var account = Trees.parse(stored);
    var form = new Form(kind.group(), kind.version(), kind.kind(), call.type().version());
    var refusal = admitting.body(call, request, form, admitting.settle(kind));
    if (refusal != null) {
      return call.refuse(refusal);
    }
    var spec = Trees.child(request, "spec");
    refusal = check(call, spec);
    if (refusal != null) {
      return call.refuse(refusal);
    }
    var reference = Trees.object(spec, "boundObjectRef");
    ServiceAccountTokens.Bound bound = null;
    if (reference != null) {
      var target = bound(call, reference);
      if (target == null) {
        return call.refuse(missing(reference));
      }
      refusal = checkBound(call, reference, target);
      if (refusal != null) {
        return call.refuse(refusal);
      }
      bound =
          new ServiceAccountTokens.Bound(
              Trees.text(reference, "kind"), Trees.name(target), Trees.meta(target, "uid"));
    }
    var issued =
        issuing.issue(
            new ServiceAccountTokens.Grant(
                call.namespace(),
                call.name(),
                Trees.meta(account, "uid"),
                audiences(spec),
                Duration.ofSeconds(spec.path("expirationSeconds").asLong()),
                bound));
    var trail = AuditTrail.current();
    if (trail != null) {
      trail.annotate("authentication.kubernetes.io/issued-credential-id", "JTI=" + issued.id());
    }
    var list = spec.putArray("audiences");
    issued.audiences().forEach(list::add);
    var metadata = Trees.metadata(request);
    metadata.put("name", call.name());
    metadata.put("namespace", call.namespace());
    metadata.put("creationTimestamp", Trees.time(call.now()));
    var status = request.putObject("status");
    status.put("token", issued.token());
    status.put("expirationTimestamp", Trees.time(issued.expires()));
    return call.answer(201, request);
  }

  private static @Nullable Refusal check(Call call, ObjectNode spec) {
    var seconds = spec.path("expirationSeconds").asLong();
    if (seconds < SHORTEST) {
      return invalid(call, seconds, "may not specify a duration less than 10 minutes");
    }
    if (seconds > LONGEST) {
      return invalid(call, seconds, "may not specify a duration larger than 2^32 seconds");
    }
    var ofNode =
        call.user().name().startsWith(NODE_USER) && call.user().groups().contains("system:nodes");
    return ofNode && !Trees.text(spec.get("boundObjectRef"), "kind").equals("Pod")
        ? new Refusal.Forbidden("node requested token not bound to a pod")
        : null;
  }

  private static Refusal invalid(Call call, long seconds, String rule) {
    return new Refusal.Invalid(
        call.name(),
        List.of(
            new FieldError(
                FieldError.Type.INVALID,
                "spec.expirationSeconds",
                "Invalid value: " + seconds + ": " + rule)));
  }

  private @Nullable ObjectNode bound(Call call, ObjectNode reference) {
    var name = Trees.text(reference, "name");
    var key =
        switch (Trees.text(reference, "kind")) {
          case "Pod" -> "/registry/pods/" + call.namespace() + "/" + name;
          case "Secret" -> "/registry/secrets/" + call.namespace() + "/" + name;
          case "Node" -> "/registry/minions/" + name;
          default -> "";
        };
    var stored = key.isEmpty() ? null : store.get(key);
    return stored == null ? null : Trees.parse(stored);
  }

  private static Refusal missing(ObjectNode reference) {
    return switch (Trees.text(reference, "kind")) {
      case "Pod" -> new Refusal.OtherNotFound("", "pods", Trees.text(reference, "name"));
      case "Secret" -> new Refusal.OtherNotFound("", "secrets", Trees.text(reference, "name"));
      case "Node" -> new Refusal.OtherNotFound("", "nodes", Trees.text(reference, "name"));
      default ->
          new Refusal.BadRequest(
              "cannot bind token for serviceaccount to object of type "
                  + Trees.text(reference, "kind"));
    };
  }

  private static @Nullable Refusal checkBound(Call call, ObjectNode reference, ObjectNode target) {
    var uid = Trees.text(reference, "uid");
    if (!uid.isEmpty() && !uid.equals(Trees.meta(target, "uid"))) {
      return new Refusal.Conflict(
          "the UID in the bound object reference ("
              + uid
              + ") does not match the UID in record. The object might have been deleted and then"
              + " recreated");
    }
    if (!Trees.text(reference, "kind").equals("Pod")) {
      return null;
    }
    var spec = target.get("spec");
    if (!Trees.text(spec, "serviceAccountName").equals(call.name())) {
      return new Refusal.BadRequest(
          "cannot bind token for serviceaccount \""
              + call.name()
              + "\" to pod running with different serviceaccount name.");
    }
    var user = call.user().name();
    return user.startsWith(NODE_USER)
            && !user.substring(NODE_USER.length()).equals(Trees.text(spec, "nodeName"))
        ? new Refusal.Forbidden("node requested token bound to a pod scheduled on a different node")
        : null;
  }

  private static List<String> audiences(ObjectNode spec) {
    List<String> audiences = new ArrayList<>();
    spec.path("audiences").forEach(audience -> audiences.add(audience.asString("")));
    return audiences;
  }
}
