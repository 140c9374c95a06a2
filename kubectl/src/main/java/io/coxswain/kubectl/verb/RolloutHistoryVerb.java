package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.describe.PodTemplateText;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.rollout.RolloutHistory;
import picocli.CommandLine.Option;

/** Shows the revisions of a workload, or the pod template of one. */
public final class RolloutHistoryVerb extends RolloutVerb {
  @Option(names = "--revision", description = "Show this revision's pod template.")
  long revision;

  @Override
  void each(Session session, Located item) {
    if (revision < 0) {
      throw KubectlException.error("revision must be a positive integer: " + revision);
    }
    var history = history(session, item);
    if (revision == 0) {
      session.out().println(item.printedName() + " \n" + history.table());
      return;
    }
    var found = history.revisions().get(revision);
    if (found == null) {
      throw KubectlException.error("unable to find the specified revision");
    }
    var inline = found.path("spec").path("template");
    var template = inline.isObject() ? inline : RolloutHistory.template(found);
    session
        .out()
        .println(
            "%s with revision #%d\n%s"
                .formatted(item.printedName(), revision, PodTemplateText.print(template)));
  }
}
