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
          List.of(NAME, Column.text("ParentRef", "Object that uses the address."), AGE),
          (object, now) ->
              List.of(name(object), parent(at(object, "spec", "parentRef")), age(object, now)));

  private NetworkCells() {}

  private static List<Object> ingress(JsonNode ingress, Instant now) {
    var hosts =
        at(ingress, "spec", "rules")
            .valueStream()
            .map(rule -> text(rule, "host"))
            .filter(host -> !host.isEmpty())
            .toList();
    var points = at(ingress, "status", "loadBalancer", "ingress");
    return List.of(
        name(ingress),
        or(text(ingress, "spec", "ingressClassName"), NONE),
        hosts.isEmpty() ? "*" : Trees.atMostThree(hosts),
        points
            .valueStream()
            .map(point -> or(text(point, "ip"), text(point, "hostname")))
            .filter(address -> !address.isEmpty())
            .distinct()
            .collect(Collectors.joining(",")),
        at(ingress, "spec", "tls").isEmpty() ? "80" : "80, 443",
        age(ingress, now));
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
