package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Endpoints and EndpointSlices. */
public final class EndpointValidation {
  private static final int MOST_ENDPOINTS = 1000;
  private static final int MOST_ADDRESSES = 100;

  private EndpointValidation() {}

  public static void endpoints(Value endpoints, Errors errors) {
    for (var subset : endpoints.get("subsets").items()) {
      if (subset.get("addresses").size() + subset.get("notReadyAddresses").size() == 0) {
        errors.required(subset, "must specify `addresses` or `notReadyAddresses`");
      }
      for (var list : List.of("addresses", "notReadyAddresses")) {
        for (var address : subset.get(list).items()) {
          Addresses.check(address.get("ip"), errors);
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
      names(endpoint, errors);
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
        default -> {
          // names are whatever their resolver takes
        }
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
