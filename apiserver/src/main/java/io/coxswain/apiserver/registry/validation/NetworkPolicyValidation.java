package io.coxswain.apiserver.registry.validation;

import java.util.List;

/** NetworkPolicies. */
public final class NetworkPolicyValidation {
  private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

  private static final List<String> TYPES = List.of("Ingress", "Egress");

  private NetworkPolicyValidation() {}

  public static void validate(Value object, Errors errors) {
    var spec = object.get("spec");
    Checks.selector(spec.get("podSelector"), errors);
    rules(spec.get("ingress"), "from", errors);
    rules(spec.get("egress"), "to", errors);
    var types = spec.get("policyTypes");
    if (types.size() > 2) {
      errors.invalid(types, "may not specify more than two policyTypes");
      return;
    }
    types.items().forEach(type -> Checks.oneOf(type, TYPES, errors));
  }

  private static void rules(Value rules, String peers, Errors errors) {
    for (var rule : rules.items()) {
      rule.get("ports").items().forEach(port -> port(port, errors));
      rule.get(peers).items().forEach(peer -> peer(peer, errors));
    }
  }

  private static void port(Value entry, Errors errors) {
    var protocol = entry.get("protocol");
    if (protocol.exists() && !PROTOCOLS.contains(protocol.text())) {
      errors.notSupported(protocol, PROTOCOLS);
    }
    var port = entry.get("port");
    var last = entry.get("endPort");
    if (!port.exists()) {
      if (last.exists()) {
        errors.invalid(last, "may not be specified when `port` is not specified");
      }
    } else if (port.isText()) {
      if (last.exists()) {
        errors.invalid(last, "may not be specified when `port` is non-numeric");
      }
      Names.portName(port.text()).forEach(error -> errors.invalid(port, error));
    } else {
      Checks.port(port, errors);
      if (last.exists()) {
        if (last.number() < port.number()) {
          errors.invalid(last, "must be greater than or equal to `port`");
        }
        Checks.port(last, errors);
      }
    }
  }

  private static void peer(Value peer, Errors errors) {
    var pods = peer.get("podSelector");
    var namespaces = peer.get("namespaceSelector");
    var block = peer.get("ipBlock");
    Checks.selector(pods, errors);
    Checks.selector(namespaces, errors);
    if (block.exists()) {
      block(block, errors);
    }
    if (!pods.exists() && !namespaces.exists() && !block.exists()) {
      errors.required(peer, "must specify a peer");
    } else if (block.exists() && (pods.exists() || namespaces.exists())) {
      errors.forbidden(peer, "may not specify both ipBlock and another peer");
    }
  }

  private static void block(Value block, Errors errors) {
    var cidr = block.get("cidr");
    if (cidr.text().isEmpty()) {
      errors.required(cidr);
      return;
    }
    if (!Cidrs.check(cidr, errors)) {
      return;
    }
    for (var except : block.get("except").items()) {
      if (Cidrs.check(except, errors) && !Cidrs.isStrictSubset(except.text(), cidr.text())) {
        errors.invalid(except, "must be a strict subset of `cidr`");
      }
    }
  }
}
