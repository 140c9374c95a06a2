package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.stream.PortForwarder;
import io.coxswain.kubectl.stream.PortForwarder.Ports;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Forwards local ports to a pod, or to the pod behind a Service or workload. */
public final class PortForwardVerb extends Verb {
  @Option(names = "--address", split = ",", description = "Local addresses to listen on.")
  List<String> addresses = new ArrayList<>(List.of("localhost"));

  @Option(names = "--pod-running-timeout", description = "How long to wait for a pod to run.")
  String runningTimeout = "1m0s";

  @Parameters List<String> arguments = new ArrayList<>();

  @Override
  public int run(Session session) {
    if (arguments.size() < 2) {
      throw KubectlException.usage(
          "port-forward", "TYPE/NAME and list of ports are required for port-forward");
    }
    var target = arguments.getFirst();
    var pod = PodsOf.one(session, target);
    var phase = text(pod.object(), "status", "phase");
    if (!phase.equals("Running")) {
      throw KubectlException.error(
          "unable to forward port because pod is not running. Current status=" + phase);
    }
    var service = service(session, target);
    var ports = new ArrayList<Ports>();
    for (var argument : arguments.subList(1, arguments.size())) {
      ports.add(parse(argument, pod, service));
    }
    new PortForwarder(session).run(pod, addresses, ports);
    return 0;
  }

  private static @Nullable JsonNode service(Session session, String target) {
    var slash = target.indexOf('/');
    if (slash < 0) {
      return null;
    }
    var type = session.resources().named(target.substring(0, slash));
    return type.kind().equals("Service")
        ? session.api().get(type.path(session.namespace(), target.substring(slash + 1)))
        : null;
  }

  private static Ports parse(String argument, Located pod, @Nullable JsonNode service) {
    var colon = argument.indexOf(':');
    var remote = argument.substring(colon + 1);
    var local = colon < 0 ? remote : argument.substring(0, colon);
    var target = service == null ? podPort(pod, remote) : servicePort(pod, service, remote);
    if (colon < 0 && !isNumber(local)) {
      return new Ports(target, target);
    }
    return new Ports(local.isEmpty() ? 0 : number(local), target);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
  }

  private static int number(String text) {
    var number = isNumber(text) && text.length() < 6 ? Integer.parseInt(text) : -1;
    if (number < 0 || number > 65535) {
      throw KubectlException.error("invalid port: " + text);
    }
    return number;
  }

  private static int podPort(Located pod, String name) {
    if (isNumber(name)) {
      return number(name);
    }
    for (var container : items(pod.object(), "spec", "containers")) {
      for (var port : items(container, "ports")) {
        if (text(port, "name").equals(name)) {
          return (int) Trees.number(port, "containerPort");
        }
      }
    }
    throw KubectlException.error(
        "Pod '%s' does not have a named port '%s'".formatted(pod.name(), name));
  }

  private static int servicePort(Located pod, JsonNode service, String wanted) {
    for (var port : items(service, "spec", "ports")) {
      if (text(port, "port").equals(wanted) || text(port, "name").equals(wanted)) {
        if (text(service, "spec", "clusterIP").equals("None")) {
          return (int) Trees.number(port, "port");
        }
        var target = text(port, "targetPort");
        return podPort(pod, target.isEmpty() ? text(port, "port") : target);
      }
    }
    throw KubectlException.error(
        "Service %s does not have a service port %s".formatted(Trees.name(service), wanted));
  }
}
