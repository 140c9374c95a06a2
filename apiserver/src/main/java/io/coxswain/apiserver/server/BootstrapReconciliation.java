package io.coxswain.apiserver.server;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.apiserver.flowcontrol.BootstrapConfiguration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of flow control that every cluster has should look like, given those that are
 * there (upstream's flowcontrol/ensurer): mandatory ones are always restored; suggested ones while
 * their annotation says so, or, where it says nothing, while nobody has changed their spec. Pure.
 */
final class BootstrapReconciliation {
  private BootstrapReconciliation() {}

  /** The next state of a schema; null where it is as it should be. */
  static @Nullable FlowSchema schema(FlowSchema wanted, FlowSchema found) {
    var update = updates(found);
    var next = found.withMetadata(annotated(found.metadata(), update));
    next = update ? next.withSpec(wanted.spec()) : next;
    return next.equals(found) ? null : next;
  }

  /** The next state of a level; null where it is as it should be. */
  static @Nullable PriorityLevelConfiguration level(
      PriorityLevelConfiguration wanted, PriorityLevelConfiguration found) {
    var update = updates(found);
    var next = found.withMetadata(annotated(found.metadata(), update));
    if (update) {
      var spec = wanted.spec();
      // what the exempt level keeps for itself is the administrator's
      next =
          next.withSpec(
              spec.exempt() == null || found.spec().exempt() == null
                  ? spec
                  : spec.withExempt(found.spec().exempt()));
    }
    return next.equals(found) ? null : next;
  }

  /** Whether an object that no version of the server suggests any more should go. */
  static boolean isLeftOver(KubernetesObject found) {
    return "true".equals(annotation(found.metadata()));
  }

  private static boolean updates(KubernetesObject found) {
    if (BootstrapConfiguration.isMandatory(found.name())) {
      return true;
    }
    return switch (annotation(found.metadata())) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        var generation = found.metadata().generation();
        yield generation != null && generation == 1;
      }
    };
  }

  private static String annotation(ObjectMeta metadata) {
    return metadata.annotations().getOrDefault(BootstrapConfiguration.AUTO_UPDATE, "");
  }

  private static ObjectMeta annotated(ObjectMeta metadata, boolean update) {
    var annotations = new HashMap<>(metadata.annotations());
    annotations.put(BootstrapConfiguration.AUTO_UPDATE, String.valueOf(update));
    return annotations.equals(metadata.annotations())
        ? metadata
        : metadata.withAnnotations(Map.copyOf(annotations));
  }
}
