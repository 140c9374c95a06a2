package io.coxswain.kubectl.verb;

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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Adds subjects to RoleBindings and ClusterRoleBindings. */
public final class SetSubjectVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();
  @Mixin SelectorOptions selectors = new SelectorOptions();
  @Mixin DryRun dryRun = new DryRun();
  @Mixin OutputOption output = new OutputOption();

  @Option(names = "--group", split = ",", description = "Group to add; can be repeated.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--serviceaccount",
      split = ",",
      description = "NAMESPACE:NAME of a ServiceAccount to add; can be repeated.")
  List<String> serviceAccounts = new ArrayList<>();

  @Option(names = "--field-manager", description = "Name of the owner of the changed fields.")
  String fieldManager = "kubectl-set";

  @Option(names = "--all", description = "All objects of the type.")
  boolean all;

  @Option(names = "--local", description = "Change the manifest without asking the server.")
  boolean local;

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    // The flag that names the kubeconfig's user elsewhere names subjects here.
    var users = List.copyOf(global.users);
    global.users.clear();
    var subjects = Subjects.of(users, groups, serviceAccounts);
    if (subjects.isEmpty()) {
      throw KubectlException.error(
          "you must specify at least one value of user, group or serviceaccount");
    }
    var failures = new Failures();
    var finder = new Finder(session, failures);
    var objects = local ? finder.manifests(files) : finder.fetch(files, arguments, selectors, all);
    for (var item : objects) {
      failures.attempt(() -> update(session, item, subjects));
    }
    failures.raise();
    return 0;
  }

  private void update(Session session, Located item, ArrayNode subjects) {
    if (!item.type().kind().endsWith("RoleBinding")) {
      throw KubectlException.error(
          "setting subjects is only supported for RoleBinding/ClusterRoleBinding");
    }
    var after = (ObjectNode) item.object().deepCopy();
    var list = after.withArray("subjects");
    var present = Trees.items(after, "subjects");
    for (var subject : subjects) {
      if (!present.contains(subject)) {
        list.add(subject);
      }
    }
    var result =
        local
            ? Changes.with(item, after)
            : new Changes(session, dryRun, fieldManager).patch(item, after);
    output.print(session, result, "subjects updated" + dryRun.suffix());
  }
}
