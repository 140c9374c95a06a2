package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.KubectlException;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Makes a Service: {@code create service clusterip|nodeport|loadbalancer|externalname NAME}. */
public final class CreateServiceVerb extends GeneratorVerb {
  @Option(names = "--tcp", split = ",", description = "PORT[:TARGETPORT]; can be repeated.")
  List<String> ports = new ArrayList<>();

  @Option(names = "--node-port", description = "Port on every node.")
  int nodePort;

  @Option(names = "--clusterip", description = "The Service's address; None for a headless one.")
  String clusterIp = "";

  @Option(names = "--external-name", description = "Name that an externalname Service stands for.")
  String externalName = "";

  @Override
  ObjectNode generate(Session session) {
    var word = arguments.isEmpty() ? "" : arguments.removeFirst();
    var type =
        switch (word) {
          case "clusterip" -> "ClusterIP";
          case "nodeport" -> "NodePort";
          case "loadbalancer" -> "LoadBalancer";
          case "externalname" -> "ExternalName";
          case "" ->
              throw KubectlException.error(
                  "a type is required: clusterip, nodeport, loadbalancer or externalname");
          default -> throw usage("unknown command \"" + said(word) + "\"");
        };
    var name = name();
    if (ports.isEmpty() && !clusterIp.equals("None") && !type.equals("ExternalName")) {
      throw KubectlException.error("at least one tcp port specifier must be provided");
    }
    if (type.equals("ExternalName")) {
      require("external-name", externalName);
    }
    var service = object("v1", "Service", name);
    Trees.ensure(service, "metadata", "labels").put("app", name);
    var spec = Trees.ensure(service, "spec");
    spec.put("type", type);
    Trees.ensure(spec, "selector").put("app", name);
    if (!clusterIp.isEmpty()) {
      spec.put("clusterIP", clusterIp);
    }
    if (!externalName.isEmpty()) {
      spec.put("externalName", externalName);
    }
    var list = Trees.array();
    ports.forEach(port -> list.add(port(port)));
    if (!list.isEmpty()) {
      spec.set("ports", list);
    }
    Trees.ensure(service, "status", "loadBalancer");
    return service;
  }

  private ObjectNode port(String text) {
    var colon = text.indexOf(':');
    var target = colon < 0 ? text : text.substring(colon + 1);
    var port = Trees.object();
    port.put("name", text.replace(':', '-'));
    port.put("port", number(colon < 0 ? text : text.substring(0, colon)));
    port.put("protocol", "TCP");
    putPort(port, "targetPort", target);
    if (nodePort > 0) {
      port.put("nodePort", nodePort);
    }
    return port;
  }

  /** A port number, or a port's name. */
  static void putPort(ObjectNode object, String field, String value) {
    if (value.chars().allMatch(Character::isDigit)) {
      object.put(field, number(value));
    } else {
      object.put(field, value);
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid("port", text);
    }
  }
}
