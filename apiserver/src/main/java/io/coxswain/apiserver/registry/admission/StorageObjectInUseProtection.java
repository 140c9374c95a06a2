package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New claims, volumes and volume attributes classes get the finalizer that a controller takes off
 * when nobody uses them any more.
 */
public final class StorageObjectInUseProtection implements Admission {
  private static final Map<String, String> FINALIZERS =
      Map.of(
          "persistentvolumes", "kubernetes.io/pv-protection",
          "persistentvolumeclaims", "kubernetes.io/pvc-protection",
          "volumeattributesclasses.storage.k8s.io", "kubernetes.io/vac-protection");

  @Override
  public @Nullable Refusal mutate(Review review) {
    var type = review.call().type();
    var finalizer = FINALIZERS.get(type.groupResource());
    if (finalizer == null
        || review.object() == null
        || !review.creates(type.group(), type.plural())) {
      return null;
    }
    var finalizers = Trees.child(review.object(), "metadata").withArray("finalizers");
    for (var present : finalizers) {
      if (present.asString("").equals(finalizer)) {
        return null;
      }
    }
    finalizers.add(finalizer);
    return null;
  }
}
