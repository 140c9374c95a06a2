package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nothing is created in a namespace that is missing or going, and some namespaces stay. */
public final class NamespaceLifecycle implements Admission {
  private static final Set<String> IMMORTAL = Set.of("default", "kube-system", "kube-public");

  private final Lookup lookup;

  public NamespaceLifecycle(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var call = review.call();
    if (review.operation() != Operation.CREATE || !call.type().namespaced()) {
      return null;
    }
    var found = lookup.find("namespaces", "", call.namespace());
    if (found == null) {
      return new Refusal.OtherNotFound("", "namespaces", call.namespace());
    }
    var object = review.object();
    return Trees.text(found.get("status"), "phase").equals("Terminating")
        ? new Refusal.NamespaceTerminating(
            object == null ? "" : Trees.name(object), call.namespace())
        : null;
  }

  @Override
  public @Nullable Refusal validate(Review review) {
    return review.operation() == Operation.DELETE
            && review.isAbout("namespaces")
            && review.old() != null
            && IMMORTAL.contains(Trees.name(review.old()))
        ? new Refusal.Forbidden("this namespace may not be deleted")
        : null;
  }
}
