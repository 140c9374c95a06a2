package io.coxswain.apiserver.table;

import static io.coxswain.apiserver.table.Trees.NONE;
import static io.coxswain.apiserver.table.Trees.age;
import static io.coxswain.apiserver.table.Trees.at;
import static io.coxswain.apiserver.table.Trees.name;
import static io.coxswain.apiserver.table.Trees.number;
import static io.coxswain.apiserver.table.Trees.or;
import static io.coxswain.apiserver.table.Trees.text;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The tables of Services and of what is behind them. */
final class ServiceCells {
  static final Printer SERVICES =
      new Printer(
          List.of(
              Column.NAME,
              Column.text("Type", "How the service is reachable."),
              Column.text("Cluster-IP", "Virtual address inside the cluster."),
              Column.text("External-IP", "Addresses outside the cluster, or another name."),
              Column.text("Port(s)", "Ports, node ports and protocols."),
              Column.AGE,
              Column.SELECTOR),
          (service, now) ->
              List.of(
                  name(service),
                  text(service, "spec", "type"),
                  or(at(service, "spec", "clusterIPs").path(0).asString(""), NONE),
                  externalAddress(service),
                  or(ports(at(service, "spec", "ports")), NONE),
                  age(service, now),
                  Trees.labels(at(service, "spec", "selector"))));

  static final Printer ENDPOINTS =
      new Printer(
          List.of(
              Column.NAME,
              Column.text("Endpoints", "Addresses and ports that take the traffic."),
              Column.AGE),
          (endpoints, now) -> List.of(name(endpoints), addresses(endpoints), age(endpoints, now)));

  static final Printer ENDPOINT_SLICES =
      new Printer(
          List.of(
              Column.NAME,
              Column.text("AddressType", "Family of the addresses."),
              Column.text("Ports", "Ports that take the traffic."),
              Column.text("Endpoints", "Addresses that take the traffic."),
              Column.AGE),
          (slice, now) ->
              List.of(
                  name(slice),
                  text(slice, "addressType"),
                  or(slicePorts(slice), Trees.UNSET),
                  or(sliceAddresses(slice), Trees.UNSET),
                  age(slice, now)));

  private ServiceCells() {}

  private static String externalAddress(JsonNode service) {
    var given =
        at(service, "spec", "externalIPs")
            .valueStream()
            .map(address -> address.asString(""))
            .collect(Collectors.joining(","));
    return switch (text(service, "spec", "type")) {
      case "ClusterIP", "NodePort" -> or(given, NONE);
      case "LoadBalancer" -> {
        var balancer = balancerAddresses(service);
        yield balancer.isEmpty() || given.isEmpty()
            ? or(balancer + given, "<pending>")
            : balancer + "," + given;
      }
      case "ExternalName" -> text(service, "spec", "externalName");
      default -> Trees.UNKNOWN;
    };
  }

  private static String balancerAddresses(JsonNode service) {
    var found = new TreeSet<String>();
    for (var ingress : at(service, "status", "loadBalancer", "ingress")) {
      var address = or(text(ingress, "ip"), text(ingress, "hostname"));
      if (!address.isEmpty()) {
        found.add(address);
      }
    }
    return String.join(",", found);
  }

  private static String ports(JsonNode ports) {
    return ports
        .valueStream()
        .map(
            port -> {
              var nodePort = number(port, "nodePort");
              return number(port, "port")
                  + (nodePort > 0 ? ":" + nodePort : "")
                  + "/"
                  + text(port, "protocol");
            })
        .collect(Collectors.joining(","));
  }

  private static String addresses(JsonNode endpoints) {
    if (at(endpoints, "subsets").isEmpty()) {
      return NONE;
    }
    var found = new ArrayList<String>();
    for (var subset : at(endpoints, "subsets")) {
      var addresses = at(subset, "addresses");
      if (at(subset, "ports").isEmpty()) {
        addresses.forEach(address -> found.add(text(address, "ip")));
      }
      for (var port : at(subset, "ports")) {
        for (var address : addresses) {
          var ip = text(address, "ip");
          found.add((ip.contains(":") ? "[" + ip + "]" : ip) + ":" + number(port, "port"));
        }
      }
    }
    return Trees.atMostThree(found);
  }

  private static String slicePorts(JsonNode slice) {
    var found = new ArrayList<String>();
    for (var port : at(slice, "ports")) {
      found.add(
          at(port, "port").isNumber()
              ? Integer.toString(number(port, "port"))
              : at(port, "name").asString("*"));
    }
    return Trees.atMostThree(found);
  }

  private static String sliceAddresses(JsonNode slice) {
    var found = new ArrayList<String>();
    for (var endpoint : at(slice, "endpoints")) {
      at(endpoint, "addresses").forEach(address -> found.add(address.asString("")));
    }
    return Trees.atMostThree(found);
  }
}
