package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.SigningRequestValidation;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** CertificateSigningRequests: the server notes who asks; decisions have a path of their own. */
public final class SigningRequestStrategy implements Strategy {
  /** Conditions that only the approval subresource writes. */
  private static final Set<String> DECISIONS = Set.of("Approved", "Denied");

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public void prepareForCreate(ObjectNode object, Call call) {
    object.putObject("status");
    var spec = Trees.child(object, "spec");
    var user = call.user();
    spec.remove(List.of("username", "uid", "groups", "extra"));
    spec.put("username", user.name());
    if (!user.uid().isEmpty()) {
      spec.put("uid", user.uid());
    }
    if (!user.groups().isEmpty()) {
      user.groups().forEach(spec.putArray("groups")::add);
    }
    if (!user.extra().isEmpty()) {
      var extra = spec.putObject("extra");
      user.extra().forEach((key, values) -> values.forEach(extra.putArray(key)::add));
    }
  }

  @Override
  public void prepareForUpdate(ObjectNode object, ObjectNode old, Call call) {
    Trees.put(object, "spec", old.get("spec"));
  }

  @Override
  public void prepareForStatusUpdate(ObjectNode object, ObjectNode old, Call call) {
    var approval = call.subresource().equals("approval");
    var sent = Trees.child(object, "status");
    var status = approval ? Trees.child(old, "status").deepCopy() : sent;
    if (approval || !SigningRequestValidation.changesDecisions(sent, old.path("status"))) {
      var conditions = new ArrayList<JsonNode>();
      sent.path("conditions").forEach(conditions::add);
      if (!approval) {
        conditions.removeIf(SigningRequestStrategy::isDecision);
        for (var condition : old.path("status").path("conditions")) {
          if (isDecision(condition)) {
            conditions.add(condition);
          }
        }
      }
      status.remove("conditions");
      if (!conditions.isEmpty()) {
        var list = status.putArray("conditions");
        conditions.forEach(condition -> list.add(stamped(condition, call, old)));
      }
    }
    object.set("status", status);
  }

  private static boolean isDecision(JsonNode condition) {
    return DECISIONS.contains(Trees.text(condition, "type"));
  }

  /** Times that the client left out. */
  private static ObjectNode stamped(JsonNode condition, Call call, ObjectNode old) {
    var stamped = (ObjectNode) condition.deepCopy();
    var now = Trees.time(call.now());
    if (!stamped.has("lastUpdateTime")) {
      stamped.put("lastUpdateTime", now);
    }
    if (!stamped.has("lastTransitionTime")) {
      var before = now;
      for (var known : old.path("status").path("conditions")) {
        if (Trees.text(known, "type").equals(Trees.text(stamped, "type"))
            && Trees.text(known, "status").equals(Trees.text(stamped, "status"))
            && known.has("lastTransitionTime")) {
          before = Trees.text(known, "lastTransitionTime");
        }
      }
      stamped.put("lastTransitionTime", before);
    }
    return stamped;
  }

  @Override
  public void validate(Value object, Errors errors) {
    SigningRequestValidation.validate(object, errors);
  }

  @Override
  public void validateStatusUpdate(Value object, Value old, Errors errors) {
    SigningRequestValidation.validateStatusUpdate(object, old, false, errors);
  }

  @Override
  public void validateApproval(Value object, Value old, Errors errors) {
    SigningRequestValidation.validateStatusUpdate(object, old, true, errors);
  }

  /** Upstream does not care what requests are called. */
  @Override
  public Names.Rule nameRule() {
    return name -> List.of();
  }
}
