package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Describes ingresses, endpoints and the addresses of Services. */
final class NetworkDescribers {
  private NetworkDescribers() {}

  static void ingress(Text out, JsonNode object, Related related) {
    var spec = object.path("spec");
    out.field(0, "Name", Trees.name(object));
    out.entries(0, "Labels", Trees.textMap(object, "metadata", "labels"));
    out.field(0, "Namespace", Trees.namespace(object));
    out.field(0, "Address", addresses(object));
    out.field(0, "Ingress Class", Text.orNone(text(spec, "ingressClassName")));
    var fallback = spec.path("defaultBackend");
    var fallbackText = fallback.isObject() ? backend(fallback, related) : "<default>";
    out.field(0, "Default backend", fallbackText);
    tls(out, items(spec, "tls"));
    out.line(0, "Rules:").columns(1, "Host", "Path", "Backends");
    var rules = items(spec, "rules").stream().filter(rule -> rule.has("http")).toList();
    for (var rule : rules) {
      var host = text(rule, "host");
      out.line(1, (host.isEmpty() ? "*" : host) + "\t");
      for (var path : items(rule, "http", "paths")) {
        out.line(2, "\t" + text(path, "path") + " \t" + backend(path.path("backend"), related));
      }
    }
    if (rules.isEmpty()) {
      out.line(1, "*\t*\t" + fallbackText);
    }
    out.annotations(0, Trees.textMap(object, "metadata", "annotations"));
    EventsText.describe(out, related);
  }

  private static String addresses(JsonNode object) {
    return items(object, "status", "loadBalancer", "ingress").stream()
        .map(point -> text(point, "ip").isEmpty() ? text(point, "hostname") : text(point, "ip"))
        .collect(Collectors.joining(","));
  }

  private static void tls(Text out, List<JsonNode> entries) {
    if (!entries.isEmpty()) {
      out.line(0, "TLS:");
    }
    for (var entry : entries) {
      var secret = text(entry, "secretName");
      out.line(
          1,
          (secret.isEmpty() ? "SNI routes " : secret + " terminates ")
              + String.join(",", texts(entry, "hosts")));
    }
  }

  /** What a backend is and, of a Service, where it leads. */
  private static String backend(JsonNode backend, Related related) {
    if (backend.has("resource")) {
      return "APIGroup: %s, Kind: %s, Name: %s"
          .formatted(
              Text.orNone(text(backend, "resource", "apiGroup")),
              text(backend, "resource", "kind"),
              text(backend, "resource", "name"));
    }
    var name = text(backend, "service", "name");
    var number = text(backend, "service", "port", "number");
    var portName = text(backend, "service", "port", "name");
    var shown = name + ":" + (number.isEmpty() ? portName : number);
    var service =
        related.of("services").stream()
            .filter(candidate -> Trees.name(candidate).equals(name))
            .findFirst();
    if (service.isEmpty()) {
      return shown + " (<error: services " + JsonWriter.quote(name) + " not found>)";
    }
    var port =
        items(service.get(), "spec", "ports").stream()
            .filter(
                candidate ->
                    number.isEmpty()
                        ? text(candidate, "name").equals(portName)
                        : text(candidate, "port").equals(number))
            .map(candidate -> text(candidate, "name"))
            .findFirst();
    var slices =
        related.of("endpointslices").stream()
            .filter(
                slice ->
                    text(slice, "metadata", "labels", "kubernetes.io/service-name").equals(name))
            .toList();
    return shown + " (" + ServiceDescriber.endpoints(port.orElse(""), slices) + ")";
  }

  static void ingressClass(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.field(0, "Controller", object, "spec", "controller");
    var parameters = Trees.at(object, "spec", "parameters");
    if (parameters.isObject()) {
      out.line(0, "Parameters:");
      out.optional(1, "APIGroup", text(parameters, "apiGroup"));
      out.field(1, "Kind", parameters, "kind").field(1, "Name", parameters, "name");
    }
    EventsText.describe(out, related);
  }

  static void endpoints(Text out, JsonNode object, Related related) {
    out.header(object);
    out.line(0, "Subsets:");
    for (var subset : items(object, "subsets")) {
      out.field(1, "Addresses", ips(subset, "addresses"));
      out.field(1, "NotReadyAddresses", ips(subset, "notReadyAddresses"));
      ports(out, 1, items(subset, "ports"));
      out.line(0, "");
    }
    EventsText.describe(out, related);
  }

  private static String ips(JsonNode subset, String field) {
    return Text.orNone(
        items(subset, field).stream().map(address -> text(address, "ip")).toList(), ",");
  }

  private static void ports(Text out, int level, List<JsonNode> ports) {
    if (!ports.isEmpty()) {
      out.line(level, "Ports:").columns(level + 1, "Name", "Port", "Protocol");
    }
    for (var port : ports) {
      out.line(
          level + 1,
          String.join(
              "\t",
              Text.orUnset(text(port, "name")),
              Text.orUnset(text(port, "port")),
              text(port, "protocol")));
    }
  }

  static void endpointSlice(Text out, JsonNode object, Related related) {
    out.header(object);
    out.field(0, "AddressType", object, "addressType");
    var ports = items(object, "ports");
    if (ports.isEmpty()) {
      out.line(0, "Ports: <unset>");
    }
    ports(out, 0, ports);
    var endpoints = items(object, "endpoints");
    out.line(0, "Endpoints:" + (endpoints.isEmpty() ? " <none>" : ""));
    for (var endpoint : endpoints) {
      out.field(1, "- Addresses", Text.orNone(texts(endpoint, "addresses"), ", "));
      out.line(2, "Conditions:");
      out.field(3, "Ready", Text.orUnset(text(endpoint, "conditions", "ready")));
      out.field(2, "Hostname", Text.orUnset(text(endpoint, "hostname")));
      var target = endpoint.path("targetRef");
      if (target.isObject()) {
        out.field(2, "TargetRef", text(target, "kind") + "/" + text(target, "name"));
      }
      out.field(2, "NodeName", Text.orUnset(text(endpoint, "nodeName")));
      out.field(2, "Zone", Text.orUnset(text(endpoint, "zone")));
    }
    EventsText.describe(out, related);
  }

  static void ipAddress(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    var parent = Trees.at(object, "spec", "parentRef");
    if (parent.isObject()) {
      out.line(0, "Parent Reference:");
      out.field(1, "Group", parent, "group").field(1, "Resource", parent, "resource");
      out.field(1, "Namespace", parent, "namespace").field(1, "Name", parent, "name");
    }
    EventsText.describe(out, related);
  }

  static void serviceCidr(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object));
    out.metadata(object);
    out.field(0, "CIDRs", String.join(", ", texts(object, "spec", "cidrs")));
    if (!items(object, "status", "conditions").isEmpty()) {
      out.line(0, "Status:");
      out.conditionsWithMessages(object);
    }
    EventsText.describe(out, related);
  }
}
