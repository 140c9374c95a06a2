package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.registry.admission.Attributes.Form;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.request.ApiResponse;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/** POST of a pod's eviction: a deletion that a disruption budget may object to. */
final class Eviction {
  private static final Form FORM = new Form("policy", "v1", "Eviction", "v1");

  private final Bodies bodies;
  private final Delete delete;
  private final DisruptionBudgets budgets;
  private final Admitting admitting;

  Eviction(Bodies bodies, Delete delete, DisruptionBudgets budgets, Admitting admitting) {
    this.bodies = bodies;
    this.delete = delete;
    this.budgets = budgets;
    this.admitting = admitting;
  }

  ApiResponse handle(Call call) {
    return switch (bodies.decode(call.request(), Kinds.eviction())) {
      case null -> call.refuse(Bodies.UNKNOWN_FORMAT);
      case Decoded.Read read -> {
        call.audit(read.tree());
        yield evict(call, read.tree());
      }
      case Decoded.WrongType wrong -> call.refuse(new Refusal.BadRequest(wrong.message()));
      case Decoded.Unparseable unparseable ->
          call.refuse(new Refusal.BadRequest(unparseable.message()));
      case Decoded.NoEnvelope bare -> call.refuse(new Refusal.BadRequest(bare.message()));
    };
  }

  private ApiResponse delete(Call call, DeleteRequest request) {
    return switch (delete.delete(call, call.key(call.name()), request)) {
      case Delete.Outcome.Refused refused -> call.refuse(refused.refusal());
      case Delete.Outcome.Deleted ignored ->
          call.answer(201, Delete.statusTree(Statuses.success(201)));
    };
  }

  private ApiResponse evict(Call call, ObjectNode eviction) {
    var name = Trees.text(eviction.get("metadata"), "name");
    if (!name.isEmpty() && !name.equals(call.name())) {
      return call.refuse(
          new Refusal.BadRequest("name in URL does not match name in Eviction object"));
    }
    var refusal = admitting.body(call, eviction, FORM, UnaryOperator.identity());
    if (refusal != null) {
      return call.refuse(refusal);
    }
    var options =
        eviction.get("deleteOptions") instanceof ObjectNode given
            ? given.deepCopy()
            : DeleteRequest.noOptions();
    return switch (DeleteRequest.parse(call, options)) {
      case DeleteRequest.Parsed.Rejected rejected -> call.refuse(rejected.refusal());
      case DeleteRequest.Parsed.Accepted accepted -> {
        var objection = budgets.ask(call, accepted.request());
        yield objection != null ? call.refuse(objection) : delete(call, accepted.request());
      }
    };
  }
}
