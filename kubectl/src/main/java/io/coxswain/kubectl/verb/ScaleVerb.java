package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the number of replicas through the scale subresource. */
public final class ScaleVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--replicas", description = "The new number of replicas; required.")
  @Nullable Integer replicas;

  @Option(names = "--current-replicas", description = "Scale only if there are so many now.")
  int currentReplicas = -1;

  @Option(names = "--resource-version", description = "Scale this version of the object only.")
  @Nullable String resourceVersion;

  @Option(names = "--timeout", description = "How long to wait for the replicas; 0 does not wait.")
  String timeout = "0s";

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    var wanted = wanted();
    if (arguments.isEmpty() && files.isEmpty()) {
      throw KubectlException.error("resource(s) were provided, but no name was specified");
    }
    var failures = new Failures();
    var objects = new Finder(session, failures).fetch(files, arguments, selectors, all);
    if (objects.isEmpty()) {
      var why = failures.serverMessages();
      throw KubectlException.error(
          "no objects passed to scale" + (why.isEmpty() ? "" : " " + String.join("\n", why)));
    }
    for (var item : objects) {
      failures.attempt(() -> scale(session, item, wanted));
    }
    failures.raise();
    return 0;
  }

  private int wanted() {
    if (replicas == null) {
      throw KubectlException.error("required flag(s) \"replicas\" not set");
    }
    if (replicas < 0) {
      throw KubectlException.error(
          "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
    }
    return replicas;
  }

  private void scale(Session session, Located item, int wanted) {
    if (currentReplicas >= 0 || resourceVersion != null) {
      checkPreconditions(session, item);
    }
    var patch = Trees.object();
    Trees.ensure(patch, "spec").put("replicas", wanted);
    if (resourceVersion != null) {
      Trees.ensure(patch, "metadata").put("resourceVersion", resourceVersion);
    }
    if (!dryRun.client()) {
      new Changes(session, dryRun, "kubectl-scale").merge(item, "scale", patch);
    }
    output.print(session, item, "scaled" + dryRun.suffix());
    var duration = GoDuration.parse(timeout);
    if (!duration.isZero() && dryRun.query() == null) {
      var reached =
          new Waiting(session, duration)
              .until(
                  item,
                  object ->
                      object != null
                          && Trees.number(object, "status", "observedGeneration")
                              >= Trees.number(object, "metadata", "generation")
                          && Trees.number(object, "status", "replicas") == wanted);
      if (!reached) {
        throw KubectlException.error("timed out waiting for \"" + item.name() + "\" to be synced");
      }
    }
  }

  private void checkPreconditions(Session session, Located item) {
    var scale = session.api().get(item.path() + "/scale");
    var current = Trees.number(scale, "spec", "replicas");
    if (currentReplicas >= 0 && current != currentReplicas) {
      throw KubectlException.error(
          "Expected replicas to be " + currentReplicas + ", was " + current);
    }
    var version = Trees.text(scale, "metadata", "resourceVersion");
    if (resourceVersion != null && !version.equals(resourceVersion)) {
      throw KubectlException.error(
          "Expected resource version to be " + resourceVersion + ", was " + version);
    }
  }
}
