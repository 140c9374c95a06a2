package io.coxswain.apiserver.registry.validation;

import io.coxswain.apiserver.registry.admission.cel.ExpressionCheck;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.NullNode;

/** DeviceClasses, ResourceClaims and ResourceClaimTemplates. */
public final class ResourceClaimValidation {
  private static final int MAX_ITEMS = 32;
  private static final int MAX_ALTERNATIVES = 8;
  private static final int MAX_USERS = 256;
  private static final int MAX_EXPRESSION = 10 * 1024;
  private static final int MAX_PARAMETERS = 10 * 1024;
  private static final int MAX_CONDITIONS = 8;
  private static final List<String> ALLOCATION_MODES = List.of("All", "ExactCount");
  private static final List<String> SOURCES = List.of("FromClaim", "FromClass");
  private static final int MAX_ADDRESSES = 16;
  private static final int MAX_INTERFACE = 256;
  private static final int MAX_HARDWARE = 128;
  private static final String ONE_OF = "exactly one of `exactly` or `firstAvailable` is required";
  private static final String NO_REQUEST =
      "must be the name of a request in the claim or the name of a request and a subrequest"
          + " separated by '/'";

  private ResourceClaimValidation() {}

  public static void validateClass(Value spec, Errors errors) {
    selectors(spec.get("selectors"), errors);
    spec.get("config").items().forEach(entry -> configuration(entry, errors));
    limit(spec.get("config"), MAX_ITEMS, errors);
  }

  public static void validateClaim(Value spec, Errors errors) {
    var devices = spec.get("devices");
    var names = requestNames(devices);
    for (var request : devices.get("requests").items()) {
      request(request, errors);
    }
    limit(devices.get("requests"), MAX_ITEMS, errors);
    Checks.unique(devices.get("requests").items(), "name", errors);
    for (var constraint : devices.get("constraints").items()) {
      references(constraint.get("requests"), names, errors);
      var attribute = constraint.get("matchAttribute");
      if (attribute.exists()) {
        DeviceNames.fullyQualified(attribute, errors);
      } else {
        errors.required(attribute);
      }
    }
    limit(devices.get("constraints"), MAX_ITEMS, errors);
    for (var config : devices.get("config").items()) {
      references(config.get("requests"), names, errors);
      configuration(config, errors);
    }
    limit(devices.get("config"), MAX_ITEMS, errors);
  }

  public static void validateTemplate(Value spec, Errors errors) {
    MetadataValidation.labels(spec.in("metadata", "labels"), errors);
    MetadataValidation.annotations(spec.in("metadata", "annotations"), errors);
    validateClaim(spec.get("spec"), errors);
  }

  public static void validateUpdate(Value object, Value old, Errors errors) {
    Checks.immutable(object.get("spec"), old.get("spec"), errors);
  }

  public static void validateStatusUpdate(Value claim, Value old, Errors errors) {
    var status = claim.get("status");
    var allocation = status.get("allocation");
    var reserved = status.get("reservedFor");
    for (var user : reserved.items()) {
      for (var field : List.of("resource", "name", "uid")) {
        Checks.required(user.get(field), errors);
      }
    }
    limit(reserved, MAX_USERS, errors);
    Checks.unique(reserved.items(), "uid", errors);
    deviceStatuses(status.get("devices"), allocation, errors);
    if (reserved.size() > 0 && !allocation.exists()) {
      errors.forbidden(reserved, "may not be specified when `allocated` is not set");
    } else if (claim.in("metadata", "deletionTimestamp").exists() && grew(reserved, old)) {
      errors.forbidden(
          reserved,
          "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are"
              + " set");
    }
    var before = old.in("status", "allocation");
    if (before.exists() && allocation.exists()) {
      Checks.immutable(allocation, before, errors);
    } else if (allocation.exists()) {
      allocation(allocation, requestNames(claim.in("spec", "devices")), errors);
    }
  }

  private static boolean grew(Value reserved, Value old) {
    var before = new HashSet<Object>();
    old.in("status", "reservedFor").items().forEach(user -> before.add(user.node()));
    return reserved.items().stream().anyMatch(user -> !before.contains(user.node()));
  }

  /** The requests of a claim, each with the names of its alternatives. */
  private static Map<String, Set<String>> requestNames(Value devices) {
    Map<String, Set<String>> names = new HashMap<>();
    for (var request : devices.get("requests").items()) {
      Set<String> alternatives = new HashSet<>();
      request
          .get("firstAvailable")
          .items()
          .forEach(alternative -> alternatives.add(alternative.get("name").text()));
      names.put(request.get("name").text(), alternatives);
    }
    return names;
  }

  private static void request(Value request, Errors errors) {
    DeviceNames.label(request.get("name"), errors);
    var exactly = request.get("exactly");
    var alternatives = request.get("firstAvailable");
    if (!exactly.exists() && alternatives.size() == 0) {
      errors.required(request, ONE_OF);
    } else if (exactly.exists() && alternatives.size() > 0) {
      errors.invalid(request, NullNode.getInstance(), ONE_OF + ", but multiple fields are set");
    } else if (exactly.exists()) {
      devices(exactly, errors);
    } else {
      for (var alternative : alternatives.items()) {
        DeviceNames.label(alternative.get("name"), errors);
        devices(alternative, errors);
      }
      limit(alternatives, MAX_ALTERNATIVES, errors);
      Checks.unique(alternatives.items(), "name", errors);
    }
  }

  /** How many devices of which class. */
  private static void devices(Value request, Errors errors) {
    var deviceClass = request.get("deviceClassName");
    if (deviceClass.text().isEmpty()) {
      errors.required(deviceClass);
    } else {
      Names.subdomain(deviceClass.text()).forEach(error -> errors.invalid(deviceClass, error));
    }
    selectors(request.get("selectors"), errors);
    Checks.oneOf(request.get("allocationMode"), ALLOCATION_MODES, errors);
    var count = request.get("count");
    if (request.get("allocationMode").is("All") && count.number() != 0) {
      errors.invalid(count, "must not be specified when allocationMode is 'All'");
    }
    if (request.get("allocationMode").is("ExactCount") && count.number() <= 0) {
      errors.invalid(count, "must be greater than zero");
    }
  }

  private static void selectors(Value selectors, Errors errors) {
    for (var selector : selectors.items()) {
      var expression = selector.in("cel", "expression");
      if (!selector.has("cel")) {
        errors.required(selector.get("cel"));
      } else if (expression.text().length() > MAX_EXPRESSION) {
        errors.tooLong(expression, MAX_EXPRESSION);
      } else if (expression.text().isBlank()) {
        errors.required(expression);
      } else {
        ExpressionCheck.ofDevices(expression, errors);
      }
    }
    limit(selectors, MAX_ITEMS, errors);
  }

  private static void references(Value requests, Map<String, Set<String>> names, Errors errors) {
    requests.items().forEach(reference -> reference(reference, names, errors));
    limit(requests, MAX_ITEMS, errors);
    Set<String> seen = new HashSet<>();
    for (var reference : requests.items()) {
      if (!seen.add(reference.text())) {
        errors.duplicate(reference);
      }
    }
  }

  private static void reference(Value reference, Map<String, Set<String>> names, Errors errors) {
    var segments = reference.text().split("/", -1);
    if (segments.length > 2) {
      errors.invalid(reference, reference.text(), NO_REQUEST);
      return;
    }
    for (var segment : segments) {
      Names.label(segment).forEach(error -> errors.invalid(reference, segment, error));
    }
    var alternatives = names.get(segments[0]);
    if (alternatives == null || segments.length == 2 && !alternatives.contains(segments[1])) {
      errors.invalid(reference, reference.text(), NO_REQUEST);
    }
  }

  private static void configuration(Value config, Errors errors) {
    var opaque = config.get("opaque");
    if (!opaque.exists()) {
      errors.required(opaque);
      return;
    }
    DeviceNames.driver(opaque.get("driver"), errors);
    jsonObject(opaque.get("parameters"), errors);
  }

  private static void jsonObject(Value value, Errors errors) {
    if (!value.exists()) {
      errors.required(value);
    } else if (!value.node().isObject()) {
      errors.invalid(value, "<value omitted>", "must be a valid JSON object");
    } else if (value.node().toString().length() > MAX_PARAMETERS) {
      errors.tooLong(value, MAX_PARAMETERS);
    }
  }

  private static void allocation(Value allocation, Map<String, Set<String>> names, Errors errors) {
    var results = allocation.in("devices", "results");
    for (var result : results.items()) {
      reference(result.get("request"), names, errors);
      DeviceNames.driver(result.get("driver"), errors);
      DeviceNames.pool(result.get("pool"), errors);
      DeviceNames.label(result.get("device"), errors);
    }
    limit(results, MAX_ITEMS, errors);
    var configs = allocation.in("devices", "config");
    for (var config : configs.items()) {
      Checks.requiredOneOf(config.get("source"), SOURCES, errors);
      references(config.get("requests"), names, errors);
      configuration(config, errors);
    }
    limit(configs, 2 * MAX_ITEMS, errors);
    allocation
        .in("nodeSelector", "nodeSelectorTerms")
        .items()
        .forEach(term -> AffinityValidation.nodeTerm(term, true, errors));
  }

  private static String device(Value place) {
    return String.join(
        "/", place.get("driver").text(), place.get("pool").text(), place.get("device").text());
  }

  private static void deviceStatuses(Value devices, Value allocation, Errors errors) {
    Set<String> allocated = new HashSet<>();
    allocation.in("devices", "results").items().forEach(result -> allocated.add(device(result)));
    for (var status : devices.items()) {
      DeviceNames.driver(status.get("driver"), errors);
      DeviceNames.pool(status.get("pool"), errors);
      DeviceNames.label(status.get("device"), errors);
      if (!allocated.contains(device(status))) {
        errors.invalid(status, device(status), "must be an allocated device in the claim");
      }
      limit(status.get("conditions"), MAX_CONDITIONS, errors);
      ConditionValidation.validate(status.get("conditions"), errors);
      if (status.has("data")) {
        jsonObject(status.get("data"), errors);
      }
      network(status.get("networkData"), errors);
    }
    Set<String> seen = new HashSet<>();
    for (var status : devices.items()) {
      if (!seen.add(device(status))) {
        errors.duplicate(status.get("deviceID"), Errors.quote(device(status)));
      }
    }
  }

  private static void network(Value network, Errors errors) {
    if (network.get("interfaceName").text().length() > MAX_INTERFACE) {
      errors.tooLong(network.get("interfaceName"), MAX_INTERFACE);
    }
    if (network.get("hardwareAddress").text().length() > MAX_HARDWARE) {
      errors.tooLong(network.get("hardwareAddress"), MAX_HARDWARE);
    }
    var addresses = network.get("ips");
    limit(addresses, MAX_ADDRESSES, errors);
    Set<String> seen = new HashSet<>();
    for (var address : addresses.items()) {
      if (!seen.add(address.text())) {
        errors.duplicate(address);
      }
    }
  }

  /** Lists have a longest length; upstream looks at it after the items. */
  private static void limit(Value list, int max, Errors errors) {
    if (list.size() > max) {
      errors.tooMany(list, list.size(), max);
    }
  }
}
