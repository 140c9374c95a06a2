package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.DeleteRequest.Propagation;
import io.coxswain.apiserver.registry.strategy.Strategy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a deletion does to one object, decided from the object, the options and the instant alone
 * (upstream's rest.BeforeDelete and the generic store's Delete).
 */
sealed interface Deletion {

  /** The object goes at once; {@code last} is how clients see it for the last time. */
  record Remove(ObjectNode last) implements Deletion {}

  /**
   * The object stays, marked as deleted, until its grace period is over or its finalizers are gone.
   */
  record Mark(ObjectNode object) implements Deletion {}

  /** It is being deleted already and nothing changes. */
  record Pending() implements Deletion {}

  record Refuse(Refusal refusal) implements Deletion {}

  String FOREGROUND_FINALIZER = "foregroundDeletion";
  String ORPHAN_FINALIZER = "orphan";

  static Deletion decide(ObjectNode old, DeleteRequest request, Strategy strategy, Instant now) {
    var refusal = checkPreconditions(old, request);
    if (refusal != null) {
      return new Refuse(refusal);
    }
    var object = old.deepCopy();
    var metadata = Trees.metadata(object);
    var grace = metadata.path("deletionGracePeriodSeconds").asLong(0);
    if (Trees.isDeleting(old) && grace > 0) {
      return shorten(object, metadata, grace, request);
    }
    var graceful = false;
    if (!Trees.isDeleting(old)) {
      var requested = request.gracePeriodSeconds();
      var seconds = strategy.gracePeriodSeconds(old, requested == null ? -1 : requested);
      graceful = seconds > 0;
      metadata.put("deletionTimestamp", Trees.time(now.plusSeconds(seconds)));
      Trees.put(metadata, "deletionGracePeriodSeconds", seconds);
      if (metadata.has("generation")) {
        Trees.put(metadata, "generation", metadata.path("generation").asLong() + 1);
      }
      strategy.markDeleted(object);
    }
    setFinalizers(metadata, propagation(metadata, request, strategy));
    if (graceful || Trees.hasFinalizers(object) || !strategy.isReleased(object)) {
      return object.equals(old) ? new Pending() : new Mark(object);
    }
    return new Remove(object);
  }

  /** A second deletion may only shorten the time. */
  private static Deletion shorten(
      ObjectNode object, ObjectNode metadata, long grace, DeleteRequest request) {
    var wanted = request.gracePeriodSeconds();
    if (wanted == null || wanted >= grace) {
      return new Pending();
    }
    var seconds = Math.max(0, wanted);
    var deadline = Instant.parse(Trees.text(metadata, "deletionTimestamp"));
    metadata.put("deletionTimestamp", Trees.time(deadline.minusSeconds(grace - seconds)));
    Trees.put(metadata, "deletionGracePeriodSeconds", seconds);
    setFinalizers(metadata, request.propagation());
    return seconds == 0 && !Trees.hasFinalizers(object) ? new Remove(object) : new Mark(object);
  }

  /** Finalizers that are there already, then the kind's habit, decide where nobody asks. */
  private static Propagation propagation(
      ObjectNode metadata, DeleteRequest request, Strategy strategy) {
    if (request.propagation() != Propagation.DEFAULT || !strategy.orphansByDefault()) {
      return request.propagation();
    }
    for (var finalizer : metadata.path("finalizers")) {
      if (finalizer.asString().equals(FOREGROUND_FINALIZER)) {
        return Propagation.DEFAULT;
      }
    }
    return Propagation.ORPHAN;
  }

  private static void setFinalizers(ObjectNode metadata, Propagation propagation) {
    if (propagation == Propagation.DEFAULT) {
      return;
    }
    List<String> finalizers = new ArrayList<>();
    for (var finalizer : metadata.path("finalizers")) {
      var name = finalizer.asString();
      if (!name.equals(FOREGROUND_FINALIZER) && !name.equals(ORPHAN_FINALIZER)) {
        finalizers.add(name);
      }
    }
    switch (propagation) {
      case FOREGROUND -> finalizers.add(FOREGROUND_FINALIZER);
      case ORPHAN -> finalizers.add(ORPHAN_FINALIZER);
      case BACKGROUND, DEFAULT -> {}
    }
    if (finalizers.isEmpty()) {
      metadata.remove("finalizers");
    } else {
      var list = metadata.putArray("finalizers");
      finalizers.forEach(list::add);
    }
  }

  private static @Nullable Refusal checkPreconditions(ObjectNode old, DeleteRequest request) {
    var uid = Trees.meta(old, "uid");
    if (request.uid() != null && !request.uid().equals(uid)) {
      return new Refusal.PreconditionFailed(
          "the UID in the precondition ("
              + request.uid()
              + ") does not match the UID in record ("
              + uid
              + "). The object might have been deleted and then recreated");
    }
    var version = Trees.meta(old, "resourceVersion");
    if (request.resourceVersion() != null && !request.resourceVersion().equals(version)) {
      return new Refusal.PreconditionFailed(
          "the ResourceVersion in the precondition ("
              + request.resourceVersion()
              + ") does not match the ResourceVersion in record ("
              + version
              + "). The object might have been modified");
    }
    return null;
  }
}
