package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Stored;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** DELETE of one object. */
final class Delete {
  private final Bodies bodies;
  private final Pipeline pipeline;
  private final Strategies strategies;
  private final Reservations reservations;
  private final Store store;

  Delete(
      Bodies bodies,
      Pipeline pipeline,
      Strategies strategies,
      Reservations reservations,
      Store store) {
    this.bodies = bodies;
    this.pipeline = pipeline;
    this.strategies = strategies;
    this.reservations = reservations;
    this.store = store;
  }

  /** What became of the object. */
  sealed interface Outcome {
    /** Gone, or to be gone: the object as clients see it last. */
    record Deleted(ObjectNode object, boolean gone) implements Outcome {}

    record Refused(Refusal refusal) implements Outcome {}
  }

  ApiResponse handle(Call call) {
    return switch (options(call)) {
      case DeleteRequest.Parsed.Rejected rejected -> call.refuse(rejected.refusal());
      case DeleteRequest.Parsed.Accepted accepted ->
          answer(call, accepted.request(), delete(call, call.key(call.name()), accepted.request()));
    };
  }

  /** DeleteOptions from body and query. */
  DeleteRequest.Parsed options(Call call) {
    var body = call.request().body();
    if (body.length == 0) {
      return DeleteRequest.parse(call, DeleteRequest.noOptions());
    }
    var decoded = bodies.decode(call.request(), Kinds.deleteOptions());
    return switch (decoded) {
      case null -> new DeleteRequest.Parsed.Rejected(Bodies.UNKNOWN_FORMAT);
      case Decoded.Read read -> {
        call.audit(read.tree());
        yield DeleteRequest.parse(call, read.tree());
      }
      case Decoded.WrongType wrong -> reject(wrong.message());
      case Decoded.Unparseable unparseable -> reject(unparseable.message());
      case Decoded.NoEnvelope bare -> reject(bare.message());
    };
  }

  private static DeleteRequest.Parsed reject(String message) {
    return new DeleteRequest.Parsed.Rejected(new Refusal.BadRequest(message));
  }

  /** Deletes or marks the object at a key, again until no other write comes between. */
  Outcome delete(Call call, String key, DeleteRequest request) {
    while (true) {
      var stored = store.get(key);
      if (stored == null) {
        return new Outcome.Refused(new Refusal.NotFound());
      }
      var outcome = attempt(call, stored, request);
      if (outcome != null) {
        return outcome;
      }
    }
  }

  private @Nullable Outcome attempt(Call call, Stored stored, DeleteRequest request) {
    var old = call.parseWorked(stored);
    var refusal = pipeline.delete(call, old, request);
    if (refusal != null) {
      return new Outcome.Refused(refusal);
    }
    var strategy = strategies.of(call.type());
    return switch (Deletion.decide(old, request, strategy, call.now())) {
      case Deletion.Refuse refuse -> new Outcome.Refused(refuse.refusal());
      case Deletion.Pending ignored -> new Outcome.Deleted(old, false);
      case Deletion.Mark mark -> {
        if (request.dryRun()) {
          yield new Outcome.Deleted(mark.object(), false);
        }
        yield store.update(stored.key(), call.encode(mark.object()), stored.modRevision())
                instanceof Store.Outcome.Done done
            ? new Outcome.Deleted(Trees.withRevision(mark.object(), done.revision()), false)
            : null;
      }
      case Deletion.Remove remove -> {
        if (request.dryRun()) {
          yield new Outcome.Deleted(remove.last(), true);
        }
        if (store.delete(stored.key(), stored.modRevision()) instanceof Store.Outcome.Done done) {
          reservations.release(call, old);
          yield new Outcome.Deleted(Trees.withRevision(remove.last(), done.revision()), true);
        }
        yield null;
      }
    };
  }

  private ApiResponse answer(Call call, DeleteRequest request, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Refused refused -> call.refuse(refused.refusal());
      case Outcome.Deleted deleted -> {
        var code = !deleted.gone() && request.explicitlyCascading() ? 202 : 200;
        if (!deleted.gone() || strategies.of(call.type()).returnsDeletedObject()) {
          yield call.answer(code, call.toServed(deleted.object()));
        }
        var status =
            Statuses.deleted(call.type(), call.name(), Trees.meta(deleted.object(), "uid"));
        yield call.answer(code, statusTree(status));
      }
    };
  }

  /** A Status as a tree, with its kind. */
  static ObjectNode statusTree(io.coxswain.api.meta.v1.Status status) {
    var tree = Json.mapper().createObjectNode();
    tree.put("kind", "Status");
    tree.put("apiVersion", "v1");
    tree.setAll(Json.tree(status));
    return tree;
  }
}
