package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.SelectorOptions;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.rollout.RolloutHistory;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What the verbs of rollout share: finding workloads and their revisions. */
abstract class RolloutVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();

  @Option(
      names = {"-l", "--selector"},
      description = "Objects with these labels.")
  String selector = "";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.isEmpty() && files.isEmpty()) {
      throw KubectlException.error("required resource not specified");
    }
    var failures = new Failures();
    var selectors = new SelectorOptions();
    selectors.labels = selector;
    for (var item : new Finder(session, failures).fetch(files, arguments, selectors, false)) {
      failures.attempt(() -> each(session, item));
    }
    failures.raise();
    return 0;
  }

  abstract void each(Session session, Located item);

  /** The revisions of a workload. */
  static RolloutHistory history(Session session, Located item) {
    var query = Query.of().with("labelSelector", selector(item.object()));
    var resource =
        switch (item.type().kind()) {
          case "Deployment" -> "replicasets";
          case "DaemonSet", "StatefulSet" -> "controllerrevisions";
          default ->
              throw KubectlException.error(
                  "error retrieving history for \"%s\", no visitor method exists for {%s %s}"
                      .formatted(item.type().kind(), item.type().group(), item.type().kind()));
        };
    var type = session.resources().named(resource + ".apps");
    var list = session.api().get(type.collection(item.namespace()) + query);
    return RolloutHistory.of(item.object(), Trees.items(list, "items"));
  }

  /** The label selector of a workload in the form of the query parameter. */
  static String selector(JsonNode workload) {
    var selector = Trees.at(workload, "spec", "selector");
    var plain = !selector.has("matchLabels") && !selector.has("matchExpressions");
    var labels = plain ? Trees.textMap(selector) : Trees.textMap(selector, "matchLabels");
    var parts =
        labels.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.toCollection(ArrayList::new));
    for (var expression : Trees.items(selector, "matchExpressions")) {
      var key = Trees.text(expression, "key");
      var values = "(" + String.join(",", Trees.texts(expression, "values")) + ")";
      parts.add(
          switch (Trees.text(expression, "operator")) {
            case "In" -> key + " in " + values;
            case "NotIn" -> key + " notin " + values;
            case "Exists" -> key;
            default -> "!" + key;
          });
    }
    return String.join(",", parts);
  }
}
