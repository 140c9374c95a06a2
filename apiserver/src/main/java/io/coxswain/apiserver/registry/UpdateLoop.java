package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Stored;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads, changes, prepares, validates and writes one object until no other write comes between.
 * Every way to change an object goes through here.
 */
final class UpdateLoop {
  /** Only writers that collide endlessly get this far. */
  private static final int MAX_ATTEMPTS = 100;

  private final Pipeline pipeline;
  private final Strategies strategies;
  private final Reservations reservations;
  private final Store store;

  UpdateLoop(Pipeline pipeline, Strategies strategies, Reservations reservations, Store store) {
    this.pipeline = pipeline;
    this.strategies = strategies;
    this.reservations = reservations;
    this.store = store;
  }

  /** Makes the new object from the old one; called again for each attempt. */
  interface Change {
    Proposal propose(ObjectNode old);

    /** The answer where there is no such object. */
    default ApiResponse missing(Call call) {
      return call.refuse(new Refusal.NotFound());
    }

    /** What the client gets to see of the stored object. */
    default ObjectNode answer(ObjectNode stored) {
      return stored;
    }
  }

  /** What a change proposes. */
  sealed interface Proposal {
    /** A tree of its own that shares nothing with the old object. */
    record Replace(ObjectNode object) implements Proposal {}

    record Refuse(Refusal refusal) implements Proposal {}
  }

  ApiResponse run(Call call, Change change) {
    var key = call.key(call.name());
    for (var attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      var stored = store.get(key);
      if (stored == null) {
        return change.missing(call);
      }
      var served = call.parse(stored);
      switch (change.propose(served)) {
        case Proposal.Refuse refuse -> {
          return call.refuse(refuse.refusal());
        }
        case Proposal.Replace replace -> {
          var answer = attempt(call, change, stored, served, replace.object());
          if (answer != null) {
            return answer;
          }
        }
      }
    }
    return call.refuse(new Refusal.Conflict(Refusal.MODIFIED));
  }

  /** One try; null where another write came first. */
  private @Nullable ApiResponse attempt(
      Call call, Change change, Stored stored, ObjectNode served, ObjectNode proposed) {
    var old = call.parseWorked(stored, served);
    var object = call.toWorked(proposed);
    var refusal = pipeline.update(call, object, old);
    if (refusal != null) {
      return call.refuse(refusal);
    }
    Ownership.keepTimes(object, old);
    if (object.equals(old)) {
      return answer(call, change, object);
    }
    var reservation = reservations.reserve(call, object, old);
    if (reservation instanceof Reservations.Refused refused) {
      return call.refuse(refused.refusal());
    }
    try {
      if (call.dryRun()) {
        return answer(call, change, object);
      }
      if (isFinallyReleased(call, object, old)) {
        return remove(call, change, stored, object);
      }
      var bytes = call.encode(object);
      var tooLarge = call.tooLarge(bytes);
      if (tooLarge != null) {
        return call.refuse(tooLarge);
      }
      if (!(store.update(stored.key(), bytes, stored.modRevision())
          instanceof Store.Outcome.Done done)) {
        return null;
      }
      reservation.keep();
      return answer(call, change, Trees.withRevision(object, done.revision()));
    } finally {
      reservation.close();
    }
  }

  private static ApiResponse answer(Call call, Change change, ObjectNode object) {
    return call.answer(200, change.answer(call.toServed(object)));
  }

  /** Whether a deleted object lost the last thing that held it. */
  private boolean isFinallyReleased(Call call, ObjectNode object, ObjectNode old) {
    return Trees.isDeleting(old)
        && !Trees.hasFinalizers(object)
        && old.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
        && strategies.of(call.type()).isReleased(object);
  }

  private @Nullable ApiResponse remove(Call call, Change change, Stored stored, ObjectNode object) {
    if (!(store.delete(stored.key(), stored.modRevision()) instanceof Store.Outcome.Done done)) {
      return null;
    }
    reservations.release(call, object);
    return answer(call, change, Trees.withRevision(object, done.revision()));
  }
}
