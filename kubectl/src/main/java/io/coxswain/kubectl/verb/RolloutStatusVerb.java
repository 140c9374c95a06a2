package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.rollout.RolloutStatus;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Follows a rollout until it is done. */
public final class RolloutStatusVerb extends RolloutVerb {
  @Option(
      names = {"-w", "--watch"},
      arity = "0..1",
      fallbackValue = "true",
      description = "Follow until it is done.")
  boolean watch = true;

  @Option(names = "--revision", description = "Give up when another revision takes over.")
  long revision;

  @Option(names = "--timeout", description = "How long to follow; 0 for ever.")
  String timeout = "0s";

  @Override
  void each(Session session, Located item) {
    var duration = GoDuration.parse(timeout);
    var waiting = new Waiting(session, duration.isZero() ? Duration.ofDays(7) : duration);
    var done =
        waiting.until(
            item,
            object -> {
              if (object == null) {
                throw KubectlException.error("object has been deleted");
              }
              checkRevision(object);
              var status = RolloutStatus.of(object);
              session.out().println(status.message());
              session.out().flush();
              return status.done() || !watch;
            });
    if (!done) {
      throw KubectlException.error("timed out waiting for the condition");
    }
  }

  private void checkRevision(tools.jackson.databind.JsonNode object) {
    var annotation =
        io.coxswain.kubectl.tree.Trees.text(
            object, "metadata", "annotations", "deployment.kubernetes.io/revision");
    if (revision > 0 && !annotation.isEmpty() && Long.parseLong(annotation) != revision) {
      throw KubectlException.error(
          "desired revision (%d) is different from the running revision (%s)"
              .formatted(revision, annotation));
    }
  }
}
