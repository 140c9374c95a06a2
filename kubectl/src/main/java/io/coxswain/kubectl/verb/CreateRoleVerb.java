package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Role or a ClusterRole with one rule for each API group of the resources. */
public final class CreateRoleVerb extends GeneratorVerb {
  private final boolean cluster;

  @Option(names = "--verb", split = ",", description = "What may be done; can be repeated.")
  List<String> verbs = new ArrayList<>();

  @Option(
      names = "--resource",
      split = ",",
      description = "With what: RESOURCE[.GROUP][/SUBRESOURCE]; can be repeated.")
  List<String> resourceNames = new ArrayList<>();

  @Option(names = "--resource-name", description = "With the objects of this name; repeatable.")
  List<String> objectNames = new ArrayList<>();

  @Option(
      names = "--non-resource-url",
      split = ",",
      description = "ClusterRole: with these paths of the API server.")
  List<String> paths = new ArrayList<>();

  @Option(
      names = "--aggregation-rule",
      split = ",",
      description = "ClusterRole: the sum of the ClusterRoles with the label KEY=VALUE.")
  List<String> aggregation = new ArrayList<>();

  public CreateRoleVerb(boolean cluster) {
    this.cluster = cluster;
  }

  @Override
  ObjectNode generate(Session session) {
    var kind = cluster ? "ClusterRole" : "Role";
    var role = object("rbac.authorization.k8s.io/v1", kind, name());
    if (!aggregation.isEmpty()) {
      aggregate(role);
      return role;
    }
    if (verbs.isEmpty()) {
      throw KubectlException.error("at least one verb must be specified");
    }
    check();
    var rules = role.putArray("rules");
    if (!resourceNames.isEmpty()) {
      resourceRules(session, rules);
    }
    if (!paths.isEmpty()) {
      rules
          .addObject()
          .<ObjectNode>set("nonResourceURLs", Trees.strings(paths))
          .set("verbs", Trees.strings(verbs));
    }
    return role;
  }

  private void aggregate(ObjectNode role) {
    if (!verbs.isEmpty() || !resourceNames.isEmpty() || !paths.isEmpty()) {
      throw KubectlException.error(
          "aggregation rule must be specified without nonResourceURLs and rules");
    }
    var labels = Trees.object();
    for (var pair : aggregation) {
      var equals = pair.indexOf('=');
      if (equals <= 0) {
        throw invalid("aggregation rule", pair);
      }
      labels.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    var selector = Trees.object();
    selector.set("matchLabels", labels);
    Trees.ensure(role, "aggregationRule").set("clusterRoleSelectors", Trees.array().add(selector));
    role.putNull("rules");
  }

  private void check() {
    if (resourceNames.isEmpty() && paths.isEmpty()) {
      throw KubectlException.error(
          cluster
              ? "at least one resource or nonResourceURL must be specified"
              : "at least one resource must be specified");
    }
    if (!paths.isEmpty() && !cluster) {
      throw KubectlException.error("unknown flag: --non-resource-url");
    }
    for (var resource : resourceNames) {
      if (resource.isEmpty()) {
        throw KubectlException.error("resource name must be specified");
      }
    }
  }

  private void resourceRules(Session session, ArrayNode rules) {
    Map<String, List<String>> byGroup = new LinkedHashMap<>();
    for (var argument : resourceNames) {
      var slash = argument.indexOf('/');
      var resource = slash < 0 ? argument : argument.substring(0, slash);
      var subresource = slash < 0 ? "" : argument.substring(slash);
      if (resource.equals("*")) {
        byGroup.computeIfAbsent("*", group -> new ArrayList<>()).add("*" + subresource);
        continue;
      }
      var type =
          session
              .resources()
              .find(resource)
              .orElseThrow(
                  () ->
                      new KubectlException(
                          "the server doesn't have a resource type \"" + resource + "\"", 1));
      byGroup
          .computeIfAbsent(type.group(), group -> new ArrayList<>())
          .add(type.plural() + subresource);
    }
    byGroup.forEach(
        (group, resources) -> {
          var rule = rules.addObject();
          rule.set("apiGroups", Trees.strings(List.of(group)));
          if (!objectNames.isEmpty()) {
            rule.set("resourceNames", Trees.strings(objectNames));
          }
          rule.set("resources", Trees.strings(resources));
          rule.set("verbs", Trees.strings(verbs));
        });
  }
}
