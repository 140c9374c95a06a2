package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Replaces all pods of a workload by changing an annotation of their template. */
public final class RolloutRestartVerb extends RolloutChangeVerb {
  private static final Set<String> KINDS = Set.of("Deployment", "DaemonSet", "StatefulSet");

  @Override
  void each(Session session, Located item) {
    if (!KINDS.contains(item.type().kind())) {
      throw KubectlException.error(
          "%s \"%s\" restarting is not supported"
              .formatted(item.type().qualifiedPlural(), item.name()));
    }
    if (Trees.flag(item.object(), "spec", "paused")) {
      throw KubectlException.error(
          "%s \"%s\" can't restart paused deployment (run rollout resume first)"
              .formatted(item.type().qualifiedPlural(), item.name()));
    }
    var after = (ObjectNode) item.object().deepCopy();
    Trees.ensure(after, "spec", "template", "metadata", "annotations")
        .put(
            "kubectl.kubernetes.io/restartedAt",
            session.now().truncatedTo(ChronoUnit.SECONDS).toString());
    var written = new Changes(session, new DryRun(), fieldManager).patch(item, after);
    output.print(session, written, "restarted");
  }
}
