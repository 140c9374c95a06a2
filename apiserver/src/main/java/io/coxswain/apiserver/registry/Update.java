package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.UpdateLoop.Proposal;
import io.coxswain.apiserver.request.ApiResponse;
import tools.jackson.databind.node.ObjectNode;

/** PUT of an object or of its status. */
final class Update {
  private final Bodies bodies;
  private final Strategies strategies;
  private final Ownership ownership;
  private final UpdateLoop loop;
  private final Create create;

  Update(
      Bodies bodies, Strategies strategies, Ownership ownership, UpdateLoop loop, Create create) {
    this.bodies = bodies;
    this.strategies = strategies;
    this.ownership = ownership;
    this.loop = loop;
    this.create = create;
  }

  ApiResponse handle(Call call) {
    var refusal = call.checkOptions("UpdateOptions");
    if (refusal != null) {
      return call.refuse(refusal);
    }
    return switch (bodies.read(call, call.type())) {
      case Body.Rejected rejected -> call.refuse(rejected.refusal());
      case Body.Accepted accepted -> {
        strategies.of(call.type()).defaults(accepted.object());
        call.audit(accepted.object());
        yield loop.run(call, new Replacement(call, accepted.object()));
      }
    };
  }

  private final class Replacement implements UpdateLoop.Change {
    private final Call call;
    private final ObjectNode sent;

    Replacement(Call call, ObjectNode sent) {
      this.call = call;
      this.sent = sent;
    }

    @Override
    public Proposal propose(ObjectNode old) {
      var object = sent.deepCopy();
      ownership.updated(call, object, old);
      return new Proposal.Replace(object);
    }

    @Override
    public ApiResponse missing(Call ignored) {
      var mayCreate =
          strategies.of(call.type()).createsOnUpdate()
              && call.subresource().isEmpty()
              && Trees.meta(sent, "resourceVersion").isEmpty();
      if (!mayCreate) {
        return call.refuse(new Refusal.NotFound());
      }
      ownership.created(call, sent);
      return create.create(call, sent);
    }
  }
}
