package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pods stay on a node that is not ready or unreachable for five minutes, unless they say otherwise.
 */
public final class DefaultTolerationSeconds implements Admission {
  private static final int SECONDS = 300;
  private static final List<String> TAINTS =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  @Override
  public @Nullable Refusal mutate(Review review) {
    var pod = review.object();
    if (pod == null || !review.creates("pods")) {
      return null;
    }
    var spec = Trees.child(pod, "spec");
    for (var taint : TAINTS) {
      if (!tolerates(spec, taint)) {
        var toleration = spec.withArray("tolerations").addObject();
        toleration.put("key", taint);
        toleration.put("operator", "Exists");
        toleration.put("effect", "NoExecute");
        toleration.put("tolerationSeconds", SECONDS);
      }
    }
    return null;
  }

  private static boolean tolerates(ObjectNode spec, String taint) {
    for (var toleration : spec.path("tolerations")) {
      var key = Trees.text(toleration, "key");
      var effect = Trees.text(toleration, "effect");
      if ((key.isEmpty() || key.equals(taint))
          && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return true;
      }
    }
    return false;
  }
}
