package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.IngressValidation;
import java.util.Comparator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An Ingress that names no class gets the default one; of several the newest. */
public final class DefaultIngressClass implements Admission {
  private static final String IS_DEFAULT = "ingressclass.kubernetes.io/is-default-class";

  /** The newest first, then by name. */
  private static final Comparator<ObjectNode> ORDER =
      Comparator.comparing((ObjectNode candidate) -> Trees.meta(candidate, "creationTimestamp"))
          .reversed()
          .thenComparing(Trees::name);

  private final Lookup lookup;

  public DefaultIngressClass(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var ingress = review.object();
    if (ingress == null || !review.creates("networking.k8s.io", "ingresses")) {
      return null;
    }
    var spec = Trees.child(ingress, "spec");
    if (spec.has("ingressClassName")
        || ingress.path("metadata").path("annotations").has(IngressValidation.CLASS_ANNOTATION)) {
      return null;
    }
    StreamSupport.stream(lookup.all("ingressclasses").spliterator(), false)
        .filter(DefaultIngressClass::isDefault)
        .min(ORDER)
        .ifPresent(chosen -> spec.put("ingressClassName", Trees.name(chosen)));
    return null;
  }

  private static boolean isDefault(ObjectNode candidate) {
    return candidate
        .path("metadata")
        .path("annotations")
        .path(IS_DEFAULT)
        .asString("")
        .equals("true");
  }
}
