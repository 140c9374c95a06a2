package io.coxswain.apiserver.registry.validation;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of drivers, pools and attributes of devices. */
final class DeviceNames {
  private static final int MAX_DOMAIN = 63;
  private static final int MAX_IDENTIFIER = 32;
  private static final int MAX_POOL = 253;
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private DeviceNames() {}

  static void label(Value name, Errors errors) {
    Names.label(name.text()).forEach(error -> errors.invalid(name, name.text(), error));
  }

  static void driver(Value name, Errors errors) {
    domain(name, name.text(), errors);
  }

  /** Sub-domains between slashes. */
  static void pool(Value name, Errors errors) {
    if (name.text().isEmpty()) {
      errors.required(name);
      return;
    }
    if (name.text().length() > MAX_POOL) {
      errors.tooLong(name, MAX_POOL);
    }
    Arrays.stream(name.text().split("/", -1))
        .forEach(part -> Names.subdomain(part).forEach(error -> errors.invalid(name, part, error)));
  }

  /** {@code model} or {@code example.com/model}. */
  static void qualified(Value at, String name, Errors errors) {
    if (name.isEmpty()) {
      errors.required(at, "name required");
      return;
    }
    var slash = name.indexOf('/');
    if (slash < 0) {
      identifier(at, name, errors);
      return;
    }
    if (slash == 0) {
      errors.required(at, "the domain must not be empty");
    } else {
      domain(at, name.substring(0, slash), errors);
    }
    if (slash == name.length() - 1) {
      errors.required(at, "the name must not be empty");
    } else {
      identifier(at, name.substring(slash + 1), errors);
    }
  }

  static void fullyQualified(Value name, Errors errors) {
    qualified(name, name.text(), errors);
    if (!name.text().isEmpty() && name.text().indexOf('/') < 0) {
      errors.invalid(name, "must include a domain");
    }
  }

  private static void domain(Value at, String name, Errors errors) {
    if (name.isEmpty()) {
      errors.required(at);
    }
    if (name.length() > MAX_DOMAIN) {
      errors.tooLong(at, MAX_DOMAIN);
    }
    for (var error : Names.subdomain(name.toLowerCase(Locale.ROOT))) {
      errors.invalid(at, name, error);
    }
  }

  private static void identifier(Value at, String name, Errors errors) {
    if (name.length() > MAX_IDENTIFIER) {
      errors.tooLong(at, MAX_IDENTIFIER);
    }
    if (!IDENTIFIER.matcher(name).matches()) {
      errors.typeInvalid(
          at,
          name,
          "a valid C identifier must start with alphabetic character or '_', followed by a string"
              + " of alphanumeric characters or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',"
              + " regex used for validation is '[A-Za-z_][A-Za-z0-9_]*')");
    }
  }
}
