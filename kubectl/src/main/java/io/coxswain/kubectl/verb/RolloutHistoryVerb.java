package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.describe.PodTemplateText;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.rollout.RolloutHistory;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Shows the revisions of a workload, or the pod template of one. */
public final class RolloutHistoryVerb extends RolloutVerb {
  @Option(names = "--revision", description = "Show this revision's pod template.")
  long revision;

  @Mixin OutputOption output = new OutputOption();

  @Override
  void each(Session session, Located item) {
    if (revision < 0) {
      throw KubectlException.error("revision must be a positive integer: " + revision);
    }
    var history = history(session, item);
    if (!output.isDefault()) {
      print(session, history);
      return;
    }
    if (revision == 0) {
      session.out().println(item.printedName() + " \n" + history.table());
      return;
    }
    var found = found(history);
    var inline = found.path("spec").path("template");
    var template = inline.isObject() ? inline : RolloutHistory.template(found);
    session
        .out()
        .println(
            "%s with revision #%d\n%s"
                .formatted(item.printedName(), revision, PodTemplateText.print(template)));
  }

  private JsonNode found(RolloutHistory history) {
    var found = history.revisions().get(revision);
    if (found == null) {
      throw KubectlException.error("unable to find the specified revision");
    }
    return found;
  }

  private void print(Session session, RolloutHistory history) {
    var printer = output.printer();
    var shown = revision > 0 ? List.of(found(history)) : history.revisions().values();
    for (var object : shown) {
      var type =
          session
              .resources()
              .ofKind(Trees.text(object, "apiVersion"), Trees.text(object, "kind"))
              .orElseThrow();
      session
          .out()
          .print(printer.print(new Located(type, Trees.namespace(object), object, null), ""));
    }
  }
}
