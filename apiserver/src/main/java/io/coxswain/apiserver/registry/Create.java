package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.Bodies.Body;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import tools.jackson.databind.node.ObjectNode;

/** POST to a collection. */
final class Create {
  /** A generated name that is taken is drawn again, as upstream does. */
  private static final int MAX_NAME_ATTEMPTS = 8;

  private final Bodies bodies;
  private final Strategies strategies;
  private final Pipeline pipeline;
  private final Preparation preparation;
  private final Reservations reservations;
  private final Ownership ownership;
  private final Store store;

  Create(
      Bodies bodies,
      Strategies strategies,
      Pipeline pipeline,
      Preparation preparation,
      Reservations reservations,
      Ownership ownership,
      Store store) {
    this.bodies = bodies;
    this.strategies = strategies;
    this.pipeline = pipeline;
    this.preparation = preparation;
    this.reservations = reservations;
    this.ownership = ownership;
    this.store = store;
  }

  ApiResponse handle(Call call) {
    var refusal = call.checkOptions("CreateOptions");
    if (refusal != null) {
      return call.refuse(refusal);
    }
    return switch (bodies.read(call, call.type())) {
      case Body.Rejected rejected -> call.refuse(rejected.refusal());
      case Body.Accepted accepted -> {
        strategies.of(call.type()).defaults(accepted.object());
        call.audit(accepted.object());
        ownership.created(call, accepted.object());
        yield create(call, accepted.object());
      }
    };
  }

  /** Stores a new object that has been decoded and defaulted, and says who owns its fields. */
  ApiResponse create(Call call, ObjectNode served) {
    var object = call.toWorked(served);
    var generated = Trees.name(object).isEmpty();
    var refusal = pipeline.create(call, object);
    if (refusal != null) {
      return call.refuse(refusal, Trees.name(object));
    }
    var reservation = reservations.reserve(call, object, null);
    if (reservation instanceof Reservations.Refused refused) {
      return call.refuse(refused.refusal(), Trees.name(object));
    }
    try {
      var answer = store(call, object, generated);
      if (answer instanceof ApiResponse.ObjectResponse && !call.dryRun()) {
        reservation.keep();
      }
      return answer;
    } finally {
      reservation.close();
    }
  }

  private ApiResponse store(Call call, ObjectNode object, boolean generated) {
    for (var attempt = 1; ; attempt++) {
      var name = Trees.name(object);
      var key = call.key(name);
      var created = false;
      if (call.dryRun()) {
        created = store.get(key) == null;
      } else {
        var bytes = call.encode(object);
        var tooLarge = call.tooLarge(bytes);
        if (tooLarge != null) {
          return call.refuse(tooLarge, name);
        }
        if (store.create(key, bytes) instanceof Store.Outcome.Done done) {
          Trees.withRevision(object, done.revision());
          created = true;
        }
      }
      if (created) {
        return call.answer(201, call.toServed(object));
      }
      if (!generated) {
        return call.refuse(new Refusal.AlreadyExists(name), name);
      }
      if (attempt == MAX_NAME_ATTEMPTS) {
        return call.refuse(new Refusal.NoFreeName(name), name);
      }
      preparation.regenerate(object);
    }
  }
}
