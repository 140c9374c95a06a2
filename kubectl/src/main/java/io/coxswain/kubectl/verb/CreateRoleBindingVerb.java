package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a RoleBinding or a ClusterRoleBinding. */
public final class CreateRoleBindingVerb extends GeneratorVerb {
  private final boolean cluster;

  @Option(names = "--clusterrole", description = "ClusterRole to bind to.")
  String clusterRole = "";

  @Option(names = "--role", description = "Role to bind to; not for a ClusterRoleBinding.")
  String role = "";

  @Option(names = "--group", split = ",", description = "Group to bind; can be repeated.")
  List<String> groups = new ArrayList<>();

  @Option(
      names = "--serviceaccount",
      split = ",",
      description = "NAMESPACE:NAME of a ServiceAccount to bind; can be repeated.")
  List<String> serviceAccounts = new ArrayList<>();

  public CreateRoleBindingVerb(boolean cluster) {
    this.cluster = cluster;
  }

  @Override
  ObjectNode generate(Session session) {
    if (cluster) {
      require("clusterrole", clusterRole);
      if (!role.isEmpty()) {
        throw KubectlException.error("unknown flag: --role");
      }
    } else if (clusterRole.isEmpty() == role.isEmpty()) {
      throw KubectlException.error("exactly one of clusterrole or role must be specified");
    }
    // The flag that names the kubeconfig's user elsewhere names subjects here.
    var users = List.copyOf(global.users);
    global.users.clear();
    var kind = cluster ? "ClusterRoleBinding" : "RoleBinding";
    var binding = object(Subjects.API_GROUP + "/v1", kind, name());
    var reference = Trees.ensure(binding, "roleRef");
    reference.put("apiGroup", Subjects.API_GROUP);
    reference.put("kind", role.isEmpty() ? "ClusterRole" : "Role");
    reference.put("name", role.isEmpty() ? clusterRole : role);
    var subjects = Subjects.of(users, groups, serviceAccounts);
    if (!subjects.isEmpty()) {
      binding.set("subjects", subjects);
    }
    return binding;
  }
}
