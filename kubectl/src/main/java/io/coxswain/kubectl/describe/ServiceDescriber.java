package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Describes Services with their endpoints. */
final class ServiceDescriber implements Describer {
  private static final int SHOWN = 3;

  @Override
  public void describe(Text out, JsonNode service, Related related) {
    out.header(service);
    var spec = service.path("spec");
    out.field(0, "Selector", Text.joined(Trees.textMap(spec, "selector")));
    out.field(0, "Type", spec, "type");
    out.optional(0, "IP Family Policy", text(spec, "ipFamilyPolicy"));
    out.field(0, "IP Families", Text.orNone(texts(spec, "ipFamilies"), ","));
    out.field(0, "IP", spec, "clusterIP");
    out.field(0, "IPs", Text.orNone(texts(spec, "clusterIPs"), ","));
    if (!texts(spec, "externalIPs").isEmpty()) {
      out.field(0, "External IPs", String.join(",", texts(spec, "externalIPs")));
    }
    out.optional(0, "Desired LoadBalancer IP", text(spec, "loadBalancerIP"));
    out.optional(0, "External Name", text(spec, "externalName"));
    out.optional(0, "LoadBalancer Ingress", ingress(service));
    items(spec, "ports").forEach(port -> port(out, port, related));
    out.field(0, "Session Affinity", spec, "sessionAffinity");
    out.optional(0, "External Traffic Policy", text(spec, "externalTrafficPolicy"));
    out.optional(0, "Internal Traffic Policy", text(spec, "internalTrafficPolicy"));
    out.optional(0, "HealthCheck NodePort", text(spec, "healthCheckNodePort"));
    var ranges = texts(spec, "loadBalancerSourceRanges");
    out.optional(0, "LoadBalancer Source Ranges", String.join(",", ranges));
    out.optional(0, "Traffic Distribution", text(spec, "trafficDistribution"));
    EventsText.describe(out, related);
  }

  private static String ingress(JsonNode service) {
    return items(service, "status", "loadBalancer", "ingress").stream()
        .map(
            point -> {
              var mode = text(point, "ipMode");
              return text(point, "ip").isEmpty()
                  ? text(point, "hostname")
                  : text(point, "ip") + (mode.isEmpty() ? "" : " (" + mode + ")");
            })
        .collect(Collectors.joining(", "));
  }

  private static void port(Text out, JsonNode port, Related related) {
    var name = text(port, "name");
    out.line(
        0,
        "Port:\t%s\t%s/%s"
            .formatted(
                name.isEmpty() ? "<unset>" : name, text(port, "port"), text(port, "protocol")));
    out.line(0, "TargetPort:\t" + text(port, "targetPort") + "/" + text(port, "protocol"));
    if (port.has("nodePort")) {
      out.line(
          0,
          "NodePort:\t%s\t%s/%s"
              .formatted(
                  name.isEmpty() ? "<unset>" : name,
                  text(port, "nodePort"),
                  text(port, "protocol")));
    }
    out.field(0, "Endpoints", endpoints(name, related.of("endpointslices")));
  }

  /** The ready addresses of a port, the first three of them. */
  static String endpoints(String portName, List<JsonNode> slices) {
    if (slices.isEmpty()) {
      return "<none>";
    }
    List<String> found = new ArrayList<>();
    for (var slice : slices) {
      for (var port : items(slice, "ports")) {
        if (!text(port, "name").equals(portName)) {
          continue;
        }
        for (var endpoint : items(slice, "endpoints")) {
          var ready =
              !endpoint.path("conditions").has("ready")
                  || Trees.flag(endpoint, "conditions", "ready");
          if (ready) {
            texts(endpoint, "addresses")
                .forEach(address -> found.add(hostPort(address, text(port, "port"))));
          }
        }
      }
    }
    if (found.isEmpty()) {
      return "";
    }
    return found.size() > SHOWN
        ? String.join(",", found.subList(0, SHOWN)) + " + " + (found.size() - SHOWN) + " more..."
        : String.join(",", found);
  }

  private static String hostPort(String address, String port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
