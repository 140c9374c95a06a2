package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Sets requests and limits of containers: {@code --limits=cpu=200m,memory=512Mi}. */
public final class SetResourcesVerb extends SetVerb {
  @Option(
      names = {"-c", "--containers"},
      description = "Name of the container; * for all.")
  String container = "*";

  @Option(names = "--limits", description = "Limits, as in cpu=200m,memory=512Mi; 0 removes one.")
  String limits = "";

  @Option(
      names = "--requests",
      description = "Requests, as in cpu=100m,memory=256Mi; 0 removes one.")
  String requests = "";

  @Override
  boolean takes(String argument) {
    return false;
  }

  @Override
  void check() {
    if (limits.isEmpty() && requests.isEmpty()) {
      throw KubectlException.error(
          "you must specify an update to requests or limits (in the form of --requests/--limits)");
    }
  }

  @Override
  String happened() {
    return "resource requirements updated";
  }

  @Override
  void change(Session session, Located item, ObjectNode podSpec) {
    var containers = containers(podSpec, container, true);
    if (containers.isEmpty()) {
      throw KubectlException.error("unable to find container named " + container);
    }
    for (var target : containers) {
      put(target, "limits", limits);
      put(target, "requests", requests);
    }
  }

  private static void put(ObjectNode container, String field, String values) {
    if (values.isEmpty()) {
      return;
    }
    var amounts = Trees.ensure(container, "resources", field);
    for (var pair : values.split(",", -1)) {
      var equals = pair.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error(
            "invalid argument syntax " + pair + ", expected <resource>=<value>");
      }
      var name = pair.substring(0, equals);
      if (pair.substring(equals + 1).equals("0")) {
        amounts.remove(name);
      } else {
        amounts.put(name, pair.substring(equals + 1));
      }
    }
  }
}
