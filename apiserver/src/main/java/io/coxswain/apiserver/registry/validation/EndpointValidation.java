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

  private EndpointValidation() {}

  public static void endpoints(Value endpoints, Errors errors) {
    var ofServer = isOfServer(endpoints);
    for (var subset : endpoints.get("subsets").items()) {
      if (subset.get("addresses").size() + subset.get("notReadyAddresses").size() == 0) {
        errors.required(subset, "must specify `addresses` or `notReadyAddresses`");
      }
      for (var list : List.of("addresses", "notReadyAddresses")) {
        for (var address : subset.get(list).items()) {
          Addresses.check(address.get("ip"), errors);
          if (!ofServer) {
            Addresses.ordinary(address.get("ip"), errors);
          }
          names(address, errors);
        }
      }
      var ports = subset.get("ports").items();
      for (var port : ports) {
        if (ports.size() > 1 && port.get("name").text().isEmpty()) {
          errors.required(port.get("name"));
        }
        Checks.port(port.get("port"), errors);
        port(port, errors);
      }
    }
  }

  /** The kind of addresses stays; everything else is the controller's to change. */
  public static void sliceUpdate(Value slice, Value old, Errors errors) {
    Checks.immutable(slice.get("addressType"), old.get("addressType"), errors);
  }

  public static void slice(Value slice, Errors errors) {
    var type = slice.get("addressType");
    if (type.text().isEmpty()) {
      errors.required(type);
    }
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
      names(endpoint, errors);
    }
    var ports = slice.get("ports");
    if (ports.size() > MOST_PORTS) {
      errors.tooMany(ports, ports.size(), MOST_PORTS);
      return;
    }
    Set<String> names = new HashSet<>();
    for (var port : slice.get("ports").items()) {
      if (!names.add(port.get("name").text())) {
        errors.duplicate(port.get("name"), Errors.quote(port.get("name").text()));
      }
      if (port.has("port")) {
        Checks.port(port.get("port"), errors);
      }
      port(port, errors);
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
    var host = endpoint.get("hostname");
    if (host.exists()) {
      Names.label(host.text()).forEach(error -> errors.invalid(host, error));
    }
    var node = endpoint.get("nodeName");
    if (node.exists()) {
      Names.subdomain(node.text()).forEach(error -> errors.invalid(node, error));
    }
  }

  private static void port(Value port, Errors errors) {
    var name = port.get("name");
    if (!name.text().isEmpty()) {
      Names.label(name.text()).forEach(error -> errors.invalid(name, error));
    }
    var application = port.get("appProtocol");
    if (application.exists()) {
      LabelSyntax.qualifiedNameErrors(application.text())
          .forEach(error -> errors.invalid(application, error));
    }
  }
}
