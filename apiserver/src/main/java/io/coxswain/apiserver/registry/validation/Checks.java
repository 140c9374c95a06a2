package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Rules many kinds share. */
final class Checks {
  static final String NOT_NEGATIVE = "must be greater than or equal to 0";
  static final String NOT_POSITIVE = "must be greater than zero";
  static final String IMMUTABLE = "field is immutable";
  private static final String PORT_RANGE = "must be between 1 and 65535, inclusive";
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9/\\-._~%!$&'()*+,;=:]+");
  private static final Pattern PERCENT = Pattern.compile("[0-9]+%");

  private Checks() {}

  static void notNegative(Value value, Errors errors) {
    if (value.isNumber() && value.number() < 0) {
      errors.invalid(value, NOT_NEGATIVE);
    }
  }

  static void required(Value value, Errors errors) {
    if (value.text().isEmpty()) {
      errors.required(value);
    }
  }

  /** One of a few texts; nothing is none of them. */
  static void oneOf(Value value, List<String> supported, Errors errors) {
    if (!supported.contains(value.text())) {
      errors.notSupported(Value.at(value.path(), Errors.textOf(value)), supported);
    }
  }

  /** One of a few texts, and not nothing. */
  static void requiredOneOf(Value value, List<String> supported, Errors errors) {
    if (value.text().isEmpty()) {
      errors.required(value);
    } else {
      oneOf(value, supported, errors);
    }
  }

  /** A key of labels and the like. */
  static void qualifiedName(Value value, Errors errors) {
    for (var error : LabelSyntax.qualifiedNameErrors(value.text())) {
      errors.invalid(value, value.text(), error);
    }
  }

  static void labelValues(Value values, Errors errors) {
    for (var value : values.items()) {
      for (var error : LabelSyntax.valueErrors(value.text())) {
        errors.invalid(value, error);
      }
    }
  }

  static void subdomain(Value value, Errors errors) {
    for (var error : Names.subdomain(value.text())) {
      errors.invalid(value, value.text(), error);
    }
  }

  static void label(Value value, Errors errors) {
    for (var error : Names.label(value.text())) {
      errors.invalid(value, value.text(), error);
    }
  }

  /** An amount of something. */
  static void positive(Value amount, Errors errors) {
    if (quantity(amount).compareTo(Quantity.ZERO) <= 0) {
      errors.invalid(amount, amount.text(), NOT_POSITIVE);
    }
  }

  static void port(Value value, Errors errors) {
    if (value.number() < 1 || value.number() > 65535) {
      errors.invalid(value, value.exists() ? value.node() : 0, PORT_RANGE);
    }
  }

  /** A port given as a number or as the name of one. */
  static void portOrName(Value value, Errors errors) {
    if (value.isText()) {
      Names.portName(value.text()).forEach(error -> errors.invalid(value, error));
    } else {
      port(value, errors);
    }
  }

  static void immutable(Value value, Value old, Errors errors) {
    MetadataValidation.immutable(value, old, errors);
  }

  /** A number that is not negative, or a percentage. */
  static void amountOrPercent(Value value, Errors errors) {
    if (value.isText()) {
      if (!PERCENT.matcher(value.text()).matches()) {
        errors.invalid(
            value,
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', "
                + " or '93%', regex used for validation is '[0-9]+%')");
      }
    } else {
      notNegative(value, errors);
    }
  }

  /** A percentage is at most 100%. */
  static void atMostAll(Value value, Errors errors) {
    if (value.isText()
        && value.text().matches("[0-9]{1,9}%")
        && Integer.parseInt(value.text().replace("%", "")) > 100) {
      errors.invalid(value, "must not be greater than 100%");
    }
  }

  /** The amount a number or percentage is of 100; for comparing with all or nothing. */
  static boolean isZero(Value value) {
    return value.isText() ? value.text().matches("0+%") : value.number() == 0;
  }

  /** Names that must differ. */
  static void unique(List<Value> items, String field, Errors errors) {
    Set<String> seen = new HashSet<>();
    for (var item : items) {
      var key = item.get(field);
      if (!key.text().isEmpty() && !seen.add(key.text())) {
        errors.duplicate(key);
      }
    }
  }

  /** A name such as {@code example.com/controller}. */
  static void domainPrefixedPath(Value value, Errors errors) {
    if (value.text().isEmpty()) {
      errors.required(value);
      return;
    }
    var slash = value.text().indexOf('/');
    if (slash <= 0 || slash == value.text().length() - 1) {
      errors.invalid(value, "must be a domain-prefixed path (such as \"acme.io/foo\")");
      return;
    }
    var host = value.text().substring(0, slash);
    Names.subdomain(host).forEach(error -> errors.invalid(value, host, error));
    var path = value.text().substring(slash + 1);
    if (!PATH.matcher(path).matches()) {
      errors.invalid(
          value, path, "Invalid path (regex used for validation is '" + PATH.pattern() + "')");
    }
  }

  /** A label selector inside an object. */
  static void selector(Value selector, Errors errors) {
    if (!selector.exists()) {
      return;
    }
    MetadataValidation.labels(selector.get("matchLabels"), errors);
    for (var expression : selector.get("matchExpressions").items()) {
      var operator = expression.get("operator");
      var values = expression.get("values");
      if (!isSetOperator(operator, values, errors)) {
        errors.invalid(operator, operator.text(), "not a valid selector operator");
      }
      qualifiedName(expression.get("key"), errors);
      labelValues(values, errors);
    }
  }

  /** Whether it is an operator of sets; these are held to the number of values they take. */
  static boolean isSetOperator(Value operator, Value values, Errors errors) {
    switch (operator.text()) {
      case "In", "NotIn" -> {
        if (values.size() == 0) {
          errors.required(values, "must be specified when `operator` is 'In' or 'NotIn'");
        }
        return true;
      }
      case "Exists", "DoesNotExist" -> {
        if (values.size() > 0) {
          errors.forbidden(
              values, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
        }
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  static boolean isEmptySelector(Value selector) {
    return selector.get("matchLabels").size() + selector.get("matchExpressions").size() == 0;
  }

  static Quantity quantity(Value value) {
    return value.isText() ? Quantity.of(value.text()) : Quantity.ZERO;
  }
}
