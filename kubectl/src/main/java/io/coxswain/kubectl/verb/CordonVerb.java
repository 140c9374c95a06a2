package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
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

/** Lets no more pods onto nodes, or again. */
public final class CordonVerb extends Verb {
  private final boolean cordon;

  @Mixin DryRun dryRun = new DryRun();

  @Option(
      names = {"-l", "--selector"},
      description = "Nodes with these labels.")
  String selector = "";

  @Parameters List<String> nodes = new ArrayList<>();

  public CordonVerb(boolean cordon) {
    this.cordon = cordon;
  }

  @Override
  public int run(Session session) {
    var failures = new Failures();
    for (var node : nodes(session, failures, words, nodes, selector)) {
      failures.attempt(() -> session.out().println(cordon(session, node, cordon, dryRun)));
    }
    failures.raise();
    return 0;
  }

  /** The nodes of the arguments of cordon and drain. */
  static List<Located> nodes(
      Session session, Failures failures, String verb, List<String> names, String selector) {
    if (names.isEmpty() == selector.isEmpty()) {
      throw names.isEmpty()
          ? KubectlException.usage(verb, "USAGE: " + verb + " NODE [flags]")
          : KubectlException.usage(
              verb, "error: cannot specify both a node name and a --selector option");
    }
    var arguments = new ArrayList<String>();
    if (names.stream().noneMatch(name -> name.contains("/"))) {
      arguments.add("nodes");
    }
    arguments.addAll(names);
    var selectors = new SelectorOptions();
    selectors.labels = selector;
    return new Finder(session, failures).fetch(new FileOptions(), arguments, selectors, false);
  }

  /** Changes one node and says what happened. */
  static String cordon(Session session, Located node, boolean cordon, DryRun dryRun) {
    var done = cordon ? "cordoned" : "uncordoned";
    if (Trees.flag(node.object(), "spec", "unschedulable") == cordon) {
      return node.printedName() + " already " + done + dryRun.suffix();
    }
    var after = (ObjectNode) node.object().deepCopy();
    var spec = Trees.ensure(after, "spec");
    if (cordon) {
      spec.put("unschedulable", true);
    } else {
      spec.remove("unschedulable");
    }
    new Changes(session, dryRun, "kubectl-cordon").patch(node, after);
    return node.printedName() + " " + done + dryRun.suffix();
  }
}
