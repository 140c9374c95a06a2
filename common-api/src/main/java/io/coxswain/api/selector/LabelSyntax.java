package io.coxswain.api.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What label keys and values may look like, and upstream's words where they don't. */
public final class LabelSyntax {
  private static final Pattern NAME = Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final int MAX_NAME = 63;
  private static final int MAX_PREFIX = 253;

  public static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex"
          + " used for validation is"
          + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

  private static final String NAME_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
          + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
          + " validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

  private LabelSyntax() {}

  public static boolean isQualifiedName(String key) {
    return qualifiedNameErrors(key).isEmpty();
  }

  /** What is wrong with {@code [prefix/]name}; empty where nothing is. */
  public static List<String> qualifiedNameErrors(String key) {
    List<String> errors = new ArrayList<>(0);
    var slash = key.indexOf('/');
    var name = key;
    if (slash >= 0) {
      var prefix = key.substring(0, slash);
      name = key.substring(slash + 1);
      if (name.indexOf('/') >= 0) {
        return List.of(
            "a qualified name "
                + NAME_RULE
                + " with an optional DNS subdomain prefix and '/' (e.g."
                + " 'example.com/MyName')");
      }
      if (prefix.isEmpty()) {
        errors.add("prefix part must be non-empty");
      } else if (prefix.length() > MAX_PREFIX) {
        errors.add("prefix part must be no more than 253 bytes");
      } else if (!PREFIX.matcher(prefix).matches()) {
        errors.add("prefix part " + SUBDOMAIN_RULE);
      }
    }
    if (name.isEmpty()) {
      errors.add("name part must be non-empty");
    } else if (name.length() > MAX_NAME) {
      errors.add("name part must be no more than 63 bytes");
    }
    if (!NAME.matcher(name).matches()) {
      errors.add("name part " + NAME_RULE);
    }
    return errors;
  }

  /** What is wrong with a label's value; empty where nothing is. */
  public static List<String> valueErrors(String value) {
    List<String> errors = new ArrayList<>(0);
    if (value.length() > MAX_NAME) {
      errors.add("must be no more than 63 bytes");
    }
    if (!value.isEmpty() && !NAME.matcher(value).matches()) {
      errors.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
              + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
              + " 'my_value',  or '12345', regex used for validation is"
              + " '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')");
    }
    return errors;
  }
}
