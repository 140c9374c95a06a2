package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.registry.UpdateLoop.Proposal;
import io.coxswain.apiserver.request.ApiResponse;
import tools.jackson.databind.node.ObjectNode;

/** PUT of an object or of its status. */
final class Update {
  private final Bodies bodies;
  private final Strategies strategies;
  private final UpdateLoop loop;
  private final Create create;

  Update(Bodies bodies, Strategies strategies, UpdateLoop loop, Create create) {
    this.bodies = bodies;
    this.strategies = strategies;
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
        yield loop.run(call, new Replacement(accepted.object()));
      }
    };
  }

  private final class Replacement implements UpdateLoop.Change {
    private final ObjectNode sent;

    Replacement(ObjectNode sent) {
      this.sent = sent;
    }

    @Override
    public Proposal propose(ObjectNode old) {
      return new Proposal.Replace(sent.deepCopy());
    }

    @Override
    public ApiResponse missing(Call call) {
      var mayCreate =
          strategies.of(call.type()).createsOnUpdate()
              && call.subresource().isEmpty()
              && Trees.meta(sent, "resourceVersion").isEmpty();
      return mayCreate ? create.create(call, sent) : call.refuse(new Refusal.NotFound());
    }
  }
}
