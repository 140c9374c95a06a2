package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What the verbs of set share: changing containers of pod templates. */
abstract class SetVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-set";

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--local", description = "Change the manifest without asking the server.")
  boolean local;

  @Parameters List<String> arguments = new ArrayList<>();

  private final List<String> targets = new ArrayList<>();

  /** Is the argument a change, as against an object's type or name? */
  abstract boolean takes(String argument);

  /** Called once when all arguments were taken. */
  abstract void check();

  /** What is said of a changed object. */
  abstract String happened();

  /** Changes the pod spec. */
  abstract void change(Session session, Located item, ObjectNode podSpec);

  @Override
  public int run(Session session) {
    for (var argument : arguments) {
      if (!takes(argument)) {
        targets.add(argument);
      }
    }
    if (targets.isEmpty() && files.isEmpty()) {
      throw KubectlException.error(
          "one or more resources must be specified as <resource> <name> or <resource>/<name>");
    }
    check();
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects = local ? finder.manifests(files) : finder.fetch(files, targets, selectors, all);
    for (var item : objects) {
      failures.attempt(() -> update(session, item));
    }
    failures.raise();
    return 0;
  }

  private void update(Session session, Located item) {
    var after = (ObjectNode) item.object().deepCopy();
    var spec = PodTemplates.spec(after);
    if (spec == null) {
      throw KubectlException.error(
          "the object is not a pod or does not have a pod template: " + item.printedName());
    }
    change(session, item, spec);
    if (after.equals(item.object()) && !local) {
      return;
    }
    var result =
        local
            ? Changes.with(item, after)
            : new Changes(session, dryRun, fieldManager).patch(item, after);
    output.print(session, result, happened() + dryRun.suffix());
  }

  /** The containers of a name, or of {@code *}; init containers are included where asked for. */
  static List<ObjectNode> containers(ObjectNode podSpec, String name, boolean init) {
    var result = new ArrayList<ObjectNode>();
    for (var field : init ? List.of("containers", "initContainers") : List.of("containers")) {
      for (var container : Trees.items(podSpec, field)) {
        if (container instanceof ObjectNode found
            && (name.equals("*") || text(container, "name").equals(name))) {
          result.add(found);
        }
      }
    }
    return result;
  }
}
