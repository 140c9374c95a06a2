package io.coxswain.apiserver.registry.validation;

import java.util.List;
import java.util.stream.Collectors;

/** How a pod resolves names. */
final class DnsValidation {
  private static final int MAX_SERVERS = 3;
  private static final int MAX_SEARCHES = 32;
  private static final int MAX_SEARCH_LENGTH = 2048;

  private DnsValidation() {}

  static void validate(Value spec, Errors errors) {
    var config = spec.get("dnsConfig");
    var servers = config.get("nameservers");
    if (spec.get("dnsPolicy").is("None")) {
      if (!config.exists()) {
        errors.required(config, "must provide `dnsConfig` when `dnsPolicy` is None");
        return;
      }
      if (servers.size() == 0) {
        errors.required(
            servers, "must provide at least one DNS nameserver when `dnsPolicy` is None");
        return;
      }
    }
    if (!config.exists()) {
      return;
    }
    if (servers.size() > MAX_SERVERS) {
      errors.invalid(servers, "must not have more than " + MAX_SERVERS + " nameservers");
    }
    servers.items().forEach(server -> Addresses.check(server, errors));
    searches(config.get("searches"), errors);
    for (var option : config.get("options").items()) {
      if (option.get("name").text().isEmpty()) {
        errors.required(option, "must not be empty");
      }
    }
  }

  private static void searches(Value searches, Errors errors) {
    if (searches.size() > MAX_SEARCHES) {
      errors.invalid(searches, "must not have more than " + MAX_SEARCHES + " search paths");
    }
    var joined = searches.items().stream().map(Value::text).collect(Collectors.joining(" "));
    if (joined.length() > MAX_SEARCH_LENGTH) {
      errors.invalid(
          searches,
          "must not have more than "
              + MAX_SEARCH_LENGTH
              + " characters (including spaces) in the search list");
    }
    for (var search : searches.items()) {
      var name = withoutDot(search.text());
      searchErrors(search.text(), name).forEach(error -> errors.invalid(search, name, error));
    }
  }

  /** Search paths may have underscores and may be absolute. */
  private static List<String> searchErrors(String search, String name) {
    return search.equals(".") ? List.of() : Names.relaxedSubdomain(name);
  }

  private static String withoutDot(String search) {
    return search.endsWith(".") ? search.substring(0, search.length() - 1) : search;
  }
}
