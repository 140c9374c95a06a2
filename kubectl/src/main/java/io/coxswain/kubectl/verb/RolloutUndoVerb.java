package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.describe.PodTemplateText;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.rollout.RolloutHistory;
import io.coxswain.kubectl.tree.Trees;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Goes back to an earlier revision of a workload. */
public final class RolloutUndoVerb extends RolloutVerb {
  private static final String CAUSE = "kubernetes.io/change-cause";

  @Mixin OutputOption output = new OutputOption();
  @Mixin DryRun dryRun = new DryRun();

  @Option(names = "--to-revision", description = "The revision; 0 is the one before.")
  long toRevision;

  @Override
  void each(Session session, Located item) {
    if (toRevision < 0) {
      throw KubectlException.error("revision must be a positive integer: " + toRevision);
    }
    if (Trees.flag(item.object(), "spec", "paused")) {
      throw KubectlException.error(
          "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
    }
    var revision = history(session, item).target(item.object(), toRevision);
    var template = RolloutHistory.template(revision);
    if (dryRun.client()) {
      session
          .out()
          .println(item.printedName() + " " + PodTemplateText.print(template) + dryRun.suffix());
      return;
    }
    var current = Trees.at(item.object(), "spec", "template");
    if (current.equals(template)) {
      session
          .out()
          .println(
              "%s skipped rollback (current template already matches revision %d)"
                  .formatted(item.printedName(), number(revision)));
      return;
    }
    var query = new Changes(session, dryRun, "kubectl-rollout").query();
    var written =
        session
            .api()
            .patch(item.path() + query, patch(item, revision, template), ApiClient.JSON_PATCH);
    output.print(session, Changes.with(item, written), "rolled back" + dryRun.suffix());
  }

  private static long number(JsonNode revision) {
    var inline = Trees.number(revision, "revision");
    var annotation =
        Trees.text(revision, "metadata", "annotations", "deployment.kubernetes.io/revision");
    return inline > 0 || annotation.isEmpty() ? inline : Long.parseLong(annotation);
  }

  private static JsonNode patch(Located item, JsonNode revision, ObjectNode template) {
    var operations = Trees.array();
    operations.add(operation("replace", "/spec/template", template));
    var cause = Trees.text(revision, "metadata", "annotations", CAUSE);
    if (!cause.isEmpty() && item.type().kind().equals("Deployment")) {
      var annotations =
          Trees.ensure((ObjectNode) item.object().deepCopy(), "metadata", "annotations");
      annotations.put(CAUSE, cause);
      operations.add(operation("add", "/metadata/annotations", annotations));
    }
    return operations;
  }

  private static ObjectNode operation(String name, String path, JsonNode value) {
    var operation = Trees.object();
    operation.put("op", name);
    operation.put("path", path);
    operation.set("value", value);
    return operation;
  }
}
