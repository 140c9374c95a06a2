package io.coxswain.controller.volumeprotection;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import java.util.function.BooleanSupplier;

/**
 * An object that is not to go while it is used.
 *
 * @param used whether it is, asked only of what is being deleted
 */
record ProtectionView(ObjectMeta metadata, boolean used, Changed changed) {

  /** The object with other metadata. */
  interface Changed {
    KubernetesObject with(ObjectMeta metadata);
  }

  /** Looks who uses an object only where that decides something. */
  static ProtectionView of(
      KubernetesObject object, String finalizer, BooleanSupplier used, Changed changed) {
    var metadata = object.metadata();
    var undecided =
        metadata.deletionTimestamp() != null && metadata.finalizers().contains(finalizer);
    return new ProtectionView(metadata, undecided && used.getAsBoolean(), changed);
  }
}
