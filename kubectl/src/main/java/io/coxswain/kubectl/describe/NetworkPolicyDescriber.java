package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Describes NetworkPolicies. No line of the specification is aligned with another. */
final class NetworkPolicyDescriber {
  private NetworkPolicyDescriber() {}

  static void describe(Text out, JsonNode object, Related related) {
    out.field(0, "Name", Trees.name(object)).field(0, "Namespace", Trees.namespace(object));
    var created = text(object, "metadata", "creationTimestamp");
    out.field(0, "Created on", created.replace('T', ' ').replace("Z", " +0000 UTC"));
    out.metadata(object);
    var spec = object.path("spec");
    var selected = Text.selector(spec.path("podSelector"));
    out.line(0, "Spec:");
    out.line(
        1,
        "PodSelector:     "
            + selected
            + (selected.equals("<none>")
                ? " (Allowing the specific traffic to all pods in this namespace)"
                : ""));
    var types = texts(spec, "policyTypes");
    if (types.contains("Ingress")) {
      out.line(1, "Allowing ingress traffic:");
      rules(out, items(spec, "ingress"), "ingress", "from", "From", "source");
    } else {
      out.line(1, "Not affecting ingress traffic");
    }
    if (types.contains("Egress")) {
      out.line(1, "Allowing egress traffic:");
      rules(out, items(spec, "egress"), "egress", "to", "To", "destination");
    } else {
      out.line(1, "Not affecting egress traffic");
    }
    out.line(1, "Policy Types: " + Text.orNone(types, ", "));
  }

  private static void rules(
      Text out, List<JsonNode> rules, String direction, String field, String label, String end) {
    if (rules.isEmpty()) {
      out.line(2, "<none> (Selected pods are isolated for " + direction + " connectivity)");
    }
    for (var i = 0; i < rules.size(); i++) {
      if (i > 0) {
        out.line(2, "----------");
      }
      ports(out, items(rules.get(i), "ports"));
      var peers = items(rules.get(i), field);
      if (peers.isEmpty()) {
        out.line(2, label + ": <any> (traffic not restricted by " + end + ")");
      }
      peers.forEach(peer -> peer(out, label, peer));
    }
  }

  private static void ports(Text out, List<JsonNode> ports) {
    if (ports.isEmpty()) {
      out.line(2, "To Port: <any> (traffic allowed to all ports)");
    }
    for (var port : ports) {
      var protocol = text(port, "protocol").isEmpty() ? "TCP" : text(port, "protocol");
      var last = text(port, "endPort");
      // Upstream prints a nil pointer where all ports are meant.
      var first = port.has("port") ? text(port, "port") : "<nil>";
      out.line(
          2,
          last.isEmpty()
              ? "To Port: " + first + "/" + protocol
              : "To Port Range: " + first + "-" + last + "/" + protocol);
    }
  }

  private static void peer(Text out, String label, JsonNode peer) {
    out.line(2, label + ":");
    if (peer.has("namespaceSelector")) {
      out.line(3, "NamespaceSelector: " + Text.selector(peer.path("namespaceSelector")));
    }
    if (peer.has("podSelector")) {
      out.line(3, "PodSelector: " + Text.selector(peer.path("podSelector")));
    }
    if (peer.has("ipBlock") && !peer.has("podSelector") && !peer.has("namespaceSelector")) {
      out.line(3, "IPBlock:");
      out.line(4, "CIDR: " + text(peer, "ipBlock", "cidr"));
      out.line(4, "Except: " + String.join(", ", texts(peer, "ipBlock", "except")));
    }
  }
}
