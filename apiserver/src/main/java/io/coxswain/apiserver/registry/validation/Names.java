package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rules for names, and upstream's words where they are broken. */
public final class Names {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern DOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern RELAXED =
      Pattern.compile("_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*[a-z0-9])?)*");
  private static final String RELAXED_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '_', '-'"
          + " or '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
          + " regex used for validation is '"
          + RELAXED.pattern()
          + "')";
  private static final Pattern WILDCARD = Pattern.compile("\\*\\." + DOMAIN.pattern());
  private static final String WILDCARD_RULE =
      "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which"
          + " must consist of lower case alphanumeric characters, '-' or '.' and end with an"
          + " alphanumeric character (e.g. '*.example.com', regex used for validation is"
          + " '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final Pattern LABEL_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern PORT_NAME_CHARACTERS = Pattern.compile("[-a-z0-9]+");
  private static final Pattern CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");
  private static final Pattern ENV_NAME = Pattern.compile("[ -<>-~]+");

  private static final String LABEL_RULE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String LABEL_1035_RULE =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

  /** What is wrong with a name; empty where nothing is. */
  public interface Rule {
    List<String> errors(String name);
  }

  public static final Rule SUBDOMAIN = Names::subdomain;
  public static final Rule LABEL_1123 = Names::label;
  public static final Rule LABEL_RFC_1035 = Names::label1035;
  public static final Rule PATH_SEGMENT = Names::pathSegment;

  private Names() {}

  public static List<String> subdomain(String name) {
    return check(name, 253, DOMAIN, LabelSyntax.SUBDOMAIN_RULE);
  }

  /** Names in which labels may have underscores, as those of DNS search paths. */
  static List<String> relaxedSubdomain(String name) {
    return check(name, 253, RELAXED, RELAXED_RULE);
  }

  /** Names whose first label stands for any. */
  static List<String> wildcardSubdomain(String name) {
    return check(name, 253, WILDCARD, WILDCARD_RULE);
  }

  public static List<String> label(String name) {
    return check(name, 63, LABEL, LABEL_RULE);
  }

  public static List<String> label1035(String name) {
    return check(name, 63, LABEL_1035, LABEL_1035_RULE);
  }

  /** Names that only need to fit a URL, as RBAC's. */
  public static List<String> pathSegment(String name) {
    if (name.equals(".") || name.equals("..")) {
      return List.of("may not be '" + name + "'");
    }
    List<String> errors = new ArrayList<>(0);
    for (var forbidden : List.of("/", "%")) {
      if (name.contains(forbidden)) {
        errors.add("may not contain '" + forbidden + "'");
      }
    }
    return errors;
  }

  /** Names of container and service ports (IANA service names). */
  public static List<String> portName(String name) {
    List<String> errors = new ArrayList<>(0);
    if (name.length() > 15) {
      errors.add("must be no more than 15 characters");
    }
    if (!PORT_NAME_CHARACTERS.matcher(name).matches()) {
      errors.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (name.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
      errors.add("must contain at least one letter (a-z)");
    }
    if (name.contains("--")) {
      errors.add("must not contain consecutive hyphens");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      errors.add("must not begin or end with a hyphen");
    }
    return errors;
  }

  /** Keys of ConfigMaps and Secrets. */
  public static List<String> configMapKey(String key) {
    List<String> errors = new ArrayList<>(0);
    if (key.length() > 253) {
      errors.add("must be no more than 253 bytes");
    }
    if (!CONFIG_KEY.matcher(key).matches()) {
      errors.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
    }
    if (key.equals(".")) {
      errors.add("must not be '.'");
    } else if (key.equals("..")) {
      errors.add("must not be '..'");
    } else if (key.startsWith("..")) {
      errors.add("must not start with '..'");
    }
    return errors;
  }

  /** Names of environment variables, in the relaxed form that v1.34 accepts. */
  public static List<String> environmentVariable(String name) {
    return ENV_NAME.matcher(name).matches()
        ? List.of()
        : List.of(
            "a valid environment variable name must consist only of printable ASCII characters"
                + " other than '='");
  }

  private static List<String> check(String name, int max, Pattern pattern, String rule) {
    var fits = pattern.matcher(name).matches();
    if (fits && name.length() <= max) {
      return List.of();
    }
    List<String> errors = new ArrayList<>(2);
    if (name.length() > max) {
      errors.add("must be no more than " + max + " bytes");
    }
    if (!fits) {
      errors.add(rule);
    }
    return errors;
  }
}
