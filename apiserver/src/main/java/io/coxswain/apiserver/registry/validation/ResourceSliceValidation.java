package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** ResourceSlices. */
public final class ResourceSliceValidation {
  private static final int MAX_DEVICES = 128;
  private static final int MAX_PROPERTIES = 32;
  private static final int MAX_TEXT = 64;
  private static final String EXACTLY_ONE =
      "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";
  private static final List<String> VALUES = List.of("bool", "int", "string", "version");
  private static final Pattern SEMANTIC_VERSION =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
              + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
              + "(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
              + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

  private ResourceSliceValidation() {}

  public static void validate(Value spec, Errors errors) {
    DeviceNames.driver(spec.get("driver"), errors);
    var pool = spec.get("pool");
    DeviceNames.pool(pool.get("name"), errors);
    var count = pool.get("resourceSliceCount");
    if (count.number() <= 0) {
      errors.invalid(count, Long.valueOf(count.number()), "must be greater than zero");
    }
    if (pool.get("generation").number() < 0) {
      errors.invalid(pool.get("generation"), "must be greater than or equal to zero");
    }
    place(spec, errors);
    var devices = spec.get("devices");
    devices.items().forEach(device -> device(device, errors));
    if (devices.size() > MAX_DEVICES) {
      errors.tooMany(devices, devices.size(), MAX_DEVICES);
    }
    Checks.unique(devices.items(), "name", errors);
  }

  public static void validateUpdate(Value spec, Value old, Errors errors) {
    Checks.immutable(spec.in("pool", "name"), old.in("pool", "name"), errors);
    Checks.immutable(spec.get("driver"), old.get("driver"), errors);
    Checks.immutable(spec.get("nodeName"), old.get("nodeName"), errors);
  }

  private static void place(Value spec, Errors errors) {
    List<String> set = new ArrayList<>(1);
    var nodeName = spec.get("nodeName");
    if (nodeName.exists() && nodeName.text().isEmpty()) {
      errors.invalid(nodeName, "must be either unset or set to a non-empty string");
    } else if (nodeName.exists()) {
      set.add("`nodeName`");
      Names.subdomain(nodeName.text()).forEach(error -> errors.invalid(nodeName, error));
    }
    if (spec.has("nodeSelector")) {
      set.add("`nodeSelector`");
      var terms = spec.in("nodeSelector", "nodeSelectorTerms");
      terms.items().forEach(term -> AffinityValidation.nodeTerm(term, true, errors));
      if (terms.size() != 1) {
        errors.invalid(terms, "must have exactly one node selector term");
      }
    }
    if (spec.get("allNodes").isTrue()) {
      set.add("`allNodes`");
    } else if (spec.has("allNodes")) {
      errors.invalid(spec.get("allNodes"), "must be either unset or set to true");
    }
    if (set.isEmpty()) {
      errors.required(spec, EXACTLY_ONE);
    } else if (set.size() > 1) {
      errors.invalid(
          spec, "{" + String.join(", ", set) + "}", EXACTLY_ONE + ", but multiple fields are set");
    }
  }

  private static void device(Value device, Errors errors) {
    DeviceNames.label(device.get("name"), errors);
    var attributes = device.get("attributes");
    var capacities = device.get("capacity");
    var properties = attributes.size() + capacities.size();
    if (properties > MAX_PROPERTIES) {
      errors.invalid(
          device,
          Integer.valueOf(properties),
          "the total number of attributes and capacities must not exceed " + MAX_PROPERTIES);
    }
    for (var attribute : attributes.entries()) {
      DeviceNames.qualified(attribute, attribute.key(), errors);
      attribute(attribute, errors);
    }
    for (var capacity : capacities.entries()) {
      DeviceNames.qualified(capacity, capacity.key(), errors);
    }
  }

  private static void attribute(Value attribute, Errors errors) {
    for (var field : List.of("string", "version")) {
      var text = attribute.get(field);
      if (field.equals("version")
          && text.exists()
          && !SEMANTIC_VERSION.matcher(text.text()).matches()) {
        errors.invalid(text, "must be a string compatible with semver.org spec 2.0.0");
      }
      if (text.text().length() > MAX_TEXT) {
        errors.tooLong(text, MAX_TEXT);
      }
    }
    var set = VALUES.stream().filter(attribute::has).count();
    if (set == 0) {
      errors.required(attribute, "exactly one value must be specified");
    } else if (set > 1) {
      errors.invalid(attribute, "exactly one value must be specified");
    }
  }
}
