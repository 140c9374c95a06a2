package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.node.ObjectNode;

/** Stops a Deployment from rolling out changes, or lets it again. */
public final class RolloutPauseVerb extends RolloutChangeVerb {
  private final boolean pause;

  public RolloutPauseVerb(boolean pause) {
    this.pause = pause;
  }

  @Override
  void each(Session session, Located item) {
    var verb = pause ? "pausing" : "resuming";
    if (!item.type().kind().equals("Deployment")) {
      throw KubectlException.error(
          "%s \"%s\" %s is not supported"
              .formatted(item.type().qualifiedPlural(), item.name(), verb));
    }
    if (Trees.flag(item.object(), "spec", "paused") == pause) {
      throw KubectlException.error(
          "%s \"%s\" is %s"
              .formatted(
                  item.type().qualifiedPlural(),
                  item.name(),
                  pause ? "already paused" : "not paused"));
    }
    var after = (ObjectNode) item.object().deepCopy();
    if (pause) {
      Trees.ensure(after, "spec").put("paused", true);
    } else {
      Trees.ensure(after, "spec").remove("paused");
    }
    var written = new Changes(session, new DryRun(), fieldManager).patch(item, after);
    output.print(session, written, pause ? "paused" : "resumed");
  }
}
