package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A claim that names no storage class gets the default one. */
public final class DefaultStorageClass implements Admission {
  private static final String IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

  private final Lookup lookup;

  public DefaultStorageClass(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var claim = review.object();
    if (claim == null || !review.creates("persistentvolumeclaims")) {
      return null;
    }
    var spec = Trees.child(claim, "spec");
    if (spec.has("storageClassName")) {
      return null;
    }
    var newest = newestDefault();
    if (newest != null) {
      spec.put("storageClassName", Trees.name(newest));
    }
    return null;
  }

  private @Nullable ObjectNode newestDefault() {
    ObjectNode newest = null;
    for (var candidate : lookup.all("storageclasses")) {
      var annotations = candidate.path("metadata").path("annotations");
      if (annotations.path(IS_DEFAULT).asString("").equals("true")
          && (newest == null
              || Trees.meta(candidate, "creationTimestamp")
                      .compareTo(Trees.meta(newest, "creationTimestamp"))
                  > 0)) {
        newest = candidate;
      }
    }
    return newest;
  }
}
