package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Endpoints and EndpointSlices. */
public final class EndpointValidation {
  private static final int MOST_ENDPOINTS = 1000;
  private static final int MOST_PORTS = 20_000;
  private static final int MOST_ADDRESSES = 100;
  private static final int MOST_HINTS = 8;
  private static final List<String> TYPES = List.of("FQDN", "IPv4", "IPv6");

  private EndpointValidation() {}

  public static void endpoints(Value endpoints, Errors errors) {
    var ofServer = isOfServer(endpoints);
    for (var subset : endpoints.get("subsets").items()) {
      if (subset.get("addresses").size() + subset.get("notReadyAddresses").size() == 0) {
        errors.required(subset, "must specify `addresses` or `notReadyAddresses`");
      }
      for (var list : List.of("addresses", "notReadyAddresses")) {
        for (var address : subset.get(list).items()) {
          var ip = address.get("ip");
          Addresses.check(ip, errors);
          names(address, errors);
          if (!Addresses.isIp(ip.text())) {
            errors.invalid(ip, ip.text(), "must be a valid IP address");
          } else if (!ofServer) {
            Addresses.ordinary(ip, errors);
          }
        }
      }
      var ports = subset.get("ports").items();
      for (var port : ports) {
        var name = port.get("name");
        if (!name.text().isEmpty()) {
          Checks.label(name, errors);
        } else if (ports.size() > 1) {
          errors.required(name);
        }
        Checks.port(port.get("port"), errors);
        protocol(port, errors);
      }
    }
  }

  /** The kind of addresses stays; everything else is the controller's to change. */
  public static void sliceUpdate(Value slice, Value old, Errors errors) {
    Checks.immutable(slice.get("addressType"), old.get("addressType"), errors);
  }

  public static void slice(Value slice, Errors errors) {
    var type = slice.get("addressType");
    Checks.requiredOneOf(type, TYPES, errors);
    var endpoints = slice.get("endpoints");
    if (endpoints.size() > MOST_ENDPOINTS) {
      errors.tooMany(endpoints, endpoints.size(), MOST_ENDPOINTS);
      return;
    }
    for (var endpoint : endpoints.items()) {
      addresses(endpoint.get("addresses"), type.text(), errors);
      if (!type.is("FQDN") && !isOfServer(slice)) {
        endpoint.get("addresses").items().forEach(each -> Addresses.ordinary(each, errors));
      }
      nodeName(endpoint.get("nodeName"), errors);
      if (endpoint.has("hostname")) {
        Checks.label(endpoint.get("hostname"), errors);
      }
      hints(endpoint.get("hints"), errors);
    }
    var ports = slice.get("ports");
    if (ports.size() > MOST_PORTS) {
      errors.tooMany(ports, ports.size(), MOST_PORTS);
      return;
    }
    Set<String> names = new HashSet<>();
    for (var port : slice.get("ports").items()) {
      var name = port.get("name");
      if (!name.text().isEmpty()) {
        Checks.label(name, errors);
      }
      if (!names.add(name.text())) {
        errors.duplicate(name, Errors.quote(name.text()));
      }
      if (port.has("port")) {
        Checks.port(port.get("port"), errors);
      }
      protocol(port, errors);
    }
  }

  /**
   * Whether the addresses are those of the API server, which upstream does not let advertise its
   * loopback address; ours may, in clusters of one machine.
   */
  private static boolean isOfServer(Value object) {
    return object.in("metadata", "name").is("kubernetes")
        && object.in("metadata", "namespace").is("default");
  }

  private static void addresses(Value addresses, String type, Errors errors) {
    if (addresses.size() == 0) {
      errors.required(addresses, "must contain at least 1 address");
    } else if (addresses.size() > MOST_ADDRESSES) {
      errors.tooMany(addresses, addresses.size(), MOST_ADDRESSES);
    }
    for (var address : addresses.items()) {
      switch (type) {
        case "IPv4" -> {
          if (!Addresses.isIpv4(address.text())) {
            errors.invalid(address, "must be a valid IPv4 address");
          }
        }
        case "IPv6" -> {
          if (!Addresses.isIpv6(address.text())) {
            errors.invalid(address, "must be a valid IPv6 address");
          }
        }
        case "FQDN" -> domain(address, errors);
        default -> {
          // reported where the type is
        }
      }
    }
  }

  /** A name of three parts at least, as upstream's IsFullyQualifiedDomainName. */
  private static void domain(Value address, Errors errors) {
    var name = address.text();
    if (name.isEmpty()) {
      errors.required(address);
      return;
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    var broken = Names.subdomain(name);
    if (!broken.isEmpty()) {
      errors.invalid(address, name, String.join(",", broken));
    } else if (name.split("\\.", -1).length < 3) {
      errors.invalid(
          address, name, "should be a domain with at least three segments separated by dots");
    } else {
      for (var label : name.split("\\.", -1)) {
        Names.label(label).forEach(error -> errors.invalid(address, label, error));
      }
    }
  }

  private static void names(Value endpoint, Errors errors) {
    if (!endpoint.get("hostname").text().isEmpty()) {
      Checks.label(endpoint.get("hostname"), errors);
    }
    nodeName(endpoint.get("nodeName"), errors);
  }

  private static void nodeName(Value name, Errors errors) {
    if (name.exists()) {
      Checks.subdomain(name, errors);
    }
  }

  /** For whom an endpoint is meant: few zones, few nodes, each once. */
  private static void hints(Value hints, Errors errors) {
    for (var kind : List.of("forZones", "forNodes")) {
      var list = hints.get(kind);
      if (list.size() > MOST_HINTS) {
        errors.tooMany(list, list.size(), MOST_HINTS);
        continue;
      }
      Set<String> seen = new HashSet<>(0);
      for (var hint : list.items()) {
        var name = hint.get("name");
        if (!seen.add(name.text())) {
          errors.duplicate(name);
        }
        if (kind.equals("forNodes")) {
          Checks.subdomain(name, errors);
        } else {
          LabelSyntax.valueErrors(name.text()).forEach(error -> errors.invalid(name, error));
        }
      }
    }
  }

  private static void protocol(Value port, Errors errors) {
    Checks.requiredOneOf(port.get("protocol"), PortValidation.PROTOCOLS, errors);
    if (port.has("appProtocol")) {
      Checks.qualifiedName(port.get("appProtocol"), errors);
    }
  }
}
