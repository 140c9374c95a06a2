package io.coxswain.controller.garbage;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What happens to a dependent, given how its owners are (the page "Garbage Collection"). Pure. */
sealed interface GarbageDecision {
  String FOREGROUND_FINALIZER = "foregroundDeletion";
  String ORPHAN_FINALIZER = "orphan";

  /** How an owner is. */
  enum Owner {
    PRESENT,
    ABSENT,
    /** Being deleted in the foreground, that is, waiting for its dependents. */
    WAITING,
    /** A namespaced kind, named by an object of cluster scope: it can't exist. */
    IMPOSSIBLE
  }

  /** What names an object as its owner. */
  enum Dependents {
    NONE,
    SOME,
    /** One of them waits for its own dependents already: there may be a circle. */
    WAITING
  }

  /** It has an owner that stays, or none, or goes already. */
  record Keep() implements GarbageDecision {}

  /** Some owners stay; the references to the others go. */
  record DropReferences(List<OwnerReference> kept) implements GarbageDecision {}

  record Delete(String propagationPolicy) implements GarbageDecision {}

  /** Deleted in the foreground after its references stopped blocking, which breaks a circle. */
  record UnblockAndDelete(List<OwnerReference> unblocked) implements GarbageDecision {}

  /**
   * @param dependents what names this object as its owner
   */
  static GarbageDecision of(
      ObjectMeta object, Function<OwnerReference, Owner> owners, Dependents dependents) {
    if (object.deletionTimestamp() != null || object.ownerReferences().isEmpty()) {
      return new Keep();
    }
    var byState = object.ownerReferences().stream().collect(Collectors.groupingBy(owners));
    var present = byState.getOrDefault(Owner.PRESENT, List.of());
    if (present.size() == object.ownerReferences().size()
        || byState.containsKey(Owner.IMPOSSIBLE)) {
      return new Keep();
    }
    if (!present.isEmpty()) {
      return new DropReferences(List.copyOf(present));
    }
    if (byState.containsKey(Owner.WAITING) && dependents != Dependents.NONE) {
      return dependents == Dependents.WAITING
          ? new UnblockAndDelete(
              object.ownerReferences().stream().map(GarbageDecision::unblocked).toList())
          : new Delete("Foreground");
    }
    if (object.finalizers().contains(ORPHAN_FINALIZER)) {
      return new Delete("Orphan");
    }
    return new Delete(
        object.finalizers().contains(FOREGROUND_FINALIZER) ? "Foreground" : "Background");
  }

  private static OwnerReference unblocked(OwnerReference reference) {
    return blocks(reference) ? reference.withBlockOwnerDeletion(false) : reference;
  }

  /** Whether an owner that waits for its dependents waits for the one with this reference. */
  static boolean blocks(OwnerReference reference) {
    return Boolean.TRUE.equals(reference.blockOwnerDeletion());
  }

  /** UIDs of owners that waited for an object and, after its references changed, need not. */
  static List<String> unblockedOwners(ObjectMeta before, ObjectMeta after) {
    var blocked = blockedOwners(before);
    blocked.removeAll(blockedOwners(after));
    return blocked;
  }

  private static List<String> blockedOwners(ObjectMeta object) {
    return object.ownerReferences().stream()
        .filter(GarbageDecision::blocks)
        .map(OwnerReference::uid)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Finalizers without one of them. */
  static List<String> without(List<String> finalizers, String finalizer) {
    var left = new ArrayList<>(finalizers);
    left.remove(finalizer);
    return left;
  }

  /** Whether an object is being deleted and held by a finalizer of the garbage collector. */
  static boolean waits(ObjectMeta object, String finalizer) {
    return object.deletionTimestamp() != null && object.finalizers().contains(finalizer);
  }
}
