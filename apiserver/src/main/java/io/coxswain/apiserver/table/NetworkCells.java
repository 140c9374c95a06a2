package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Column.AGE;
import static io.coxswain.apiserver.table.Column.NAME;
import static io.coxswain.apiserver.table.Trees.NONE;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The tables of networking.k8s.io. */
final class NetworkCells {
  static final Printer INGRESSES =
      new Printer(
          List.of(
              NAME,
              Column.text("Class", "Class of the controller that serves it."),
              Column.text("Hosts", "Hosts of its rules."),
              Column.text("Address", "Where its load balancer takes requests."),
              Column.text("Ports", "Ports at which requests are taken."),
              AGE),
          NetworkCells::ingress);

  static final Printer INGRESS_CLASSES =
      new Printer(
          List.of(
              NAME,
              Column.text("Controller", "Name of the controller."),
              Column.text("Parameters", "Object with parameters of the controller."),
              AGE),
          (object, now) ->
              List.of(
                  name(object),
                  text(object, "spec", "controller"),
                  parameters(at(object, "spec", "parameters")),
                  age(object, now)));

  static final Printer NETWORK_POLICIES =
      new Printer(
          List.of(NAME, Column.text("Pod-Selector", "Labels of the pods it is about."), AGE),
          (object, now) ->
              List.of(
                  name(object),
                  Trees.selector(at(object, "spec", "podSelector")),
                  age(object, now)));

  static final Printer SERVICE_CIDRS =
      new Printer(
          List.of(NAME, Column.text("CIDRs", "Ranges of addresses."), AGE),
          (object, now) ->
              List.of(
                  name(object),
                  at(object, "spec", "cidrs")
                      .valueStream()
                      .map(cidr -> cidr.asString(""))
                      .collect(Collectors.joining(",")),
                  age(object, now)));

  static final Printer IP_ADDRESSES =
      new Printer(
          List.of(NAME, Column.text("ParentRef", "Object that uses the address.")),
          (object, now) -> List.of(name(object), parent(at(object, "spec", "parentRef"))));

  private NetworkCells() {}

  private static List<Object> ingress(JsonNode ingress, Instant now) {
    var points = at(ingress, "status", "loadBalancer", "ingress");
    return List.of(
        name(ingress),
        at(ingress, "spec", "ingressClassName").asString(NONE),
        hosts(at(ingress, "spec", "rules")),
        points
            .valueStream()
            .map(point -> or(text(point, "ip"), text(point, "hostname")))
            .filter(address -> !address.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining(",")),
        at(ingress, "spec", "tls").isEmpty() ? "80" : "80, 443",
        age(ingress, now));
  }

  /** The first hosts; what is left out counts all further rules, also those without a host. */
  private static String hosts(JsonNode rules) {
    var shown = new ArrayList<String>();
    var more = false;
    for (var rule : rules) {
      more |= shown.size() == Trees.SHOWN;
      var host = text(rule, "host");
      if (!more && !host.isEmpty()) {
        shown.add(host);
      }
    }
    if (shown.isEmpty()) {
      return "*";
    }
    var all = String.join(",", shown);
    return more ? all + " + " + (rules.size() - Trees.SHOWN) + " more..." : all;
  }

  private static String parameters(JsonNode parameters) {
    if (!parameters.isObject()) {
      return NONE;
    }
    var group = text(parameters, "apiGroup");
    return text(parameters, "kind")
        + (group.isEmpty() ? "" : "." + group)
        + "/"
        + text(parameters, "name");
  }

  private static String parent(JsonNode parent) {
    if (!parent.isObject()) {
      return NONE;
    }
    var group = text(parent, "group");
    var namespace = text(parent, "namespace");
    return text(parent, "resource")
        + (group.isEmpty() ? "" : "." + group)
        + "/"
        + (namespace.isEmpty() ? "" : namespace + "/")
        + text(parent, "name");
  }
}
