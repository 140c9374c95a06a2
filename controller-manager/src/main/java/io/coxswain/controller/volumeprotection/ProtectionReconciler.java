package io.coxswain.controller.volumeprotection;

import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the finalizer off what is being deleted and not used, and gives it to what does not have
 * it: what was created before admission did so.
 */
record ProtectionReconciler(String finalizer) implements Reconciler<ProtectionView> {
  @Override
  public Plan reconcile(ProtectionView view, Instant now) {
    var finalizers = view.metadata().finalizers();
    var isProtected = finalizers.contains(finalizer);
    if (view.metadata().deletionTimestamp() == null) {
      return isProtected
          ? Plan.settled()
          : with(view, Stream.concat(finalizers.stream(), Stream.of(finalizer)).toList());
    }
    return isProtected && !view.used()
        ? with(view, finalizers.stream().filter(other -> !other.equals(finalizer)).toList())
        : Plan.settled();
  }

  private static Plan with(ProtectionView view, List<String> finalizers) {
    return Plan.of(
        new Change.Update(view.changed().with(view.metadata().withFinalizers(finalizers))));
  }
}
