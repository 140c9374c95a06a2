package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.Quantity;
import io.coxswain.api.selector.LabelSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** LimitRanges: bounds that don't contradict each other. */
public final class LimitRangeValidation {
  private static final Set<String> STANDARD_TYPES =
      Set.of("Pod", "Container", "PersistentVolumeClaim");
  private static final Quantity ONE = Quantity.of("1");

  private LimitRangeValidation() {}

  public static void validate(Value object, Errors errors) {
    Set<String> types = new HashSet<>();
    for (var limit : object.in("spec", "limits").items()) {
      var type = limit.get("type");
      var broken = LabelSyntax.qualifiedNameErrors(type.text());
      broken.forEach(error -> errors.invalid(type, type.text(), error));
      if (broken.isEmpty() && !type.text().contains("/") && !STANDARD_TYPES.contains(type.text())) {
        errors.invalid(type, "must be a standard limit type or fully qualified");
      }
      if (!types.add(type.text())) {
        errors.duplicate(type);
      }
      limit(limit, errors);
    }
  }

  private static void limit(Value limit, Errors errors) {
    var names = new TreeSet<String>();
    var isPod = limit.get("type").is("Pod");
    for (var field : List.of("max", "min", "default", "defaultRequest", "maxLimitRequestRatio")) {
      var values = limit.get(field);
      if (isPod && field.startsWith("default")) {
        if (values.size() > 0) {
          errors.forbidden(values, "may not be specified when `type` is 'Pod'");
        }
        continue;
      }
      for (var entry : values.entries()) {
        QuotaResources.checkLimited(limit.get("type").text(), entry, errors);
        names.add(entry.key());
      }
    }
    if (limit.get("type").is("PersistentVolumeClaim")
        && !limit.get("min").has("storage")
        && !limit.get("max").has("storage")) {
      errors.required(
          limit.get("limits"),
          "either minimum or maximum storage value is required, but neither was provided");
    }
    for (var name : names) {
      order(limit, name, errors);
    }
  }

  /** One resource's bounds: min, defaultRequest, default and max, each at most the next. */
  private static void order(Value limit, String name, Errors errors) {
    var min = limit.get("min").entry(name);
    var max = limit.get("max").entry(name);
    var request = limit.get("defaultRequest").entry(name);
    var standard = limit.get("default").entry(name);
    atMost(min, "min", max, "max", min, errors);
    atMost(min, "min", request, "default request", request, errors);
    atMost(request, "default request", max, "max", request, errors);
    atMost(request, "default request", standard, "default limit", request, errors);
    if (exceeds(min, standard)) {
      errors.invalid(
          standard,
          min.text(),
          "min value " + min.text() + " is greater than default value " + standard.text());
    }
    if (exceeds(standard, max)) {
      errors.invalid(
          standard,
          max.text(),
          "default value " + standard.text() + " is greater than max value " + max.text());
    }
    ratio(limit, name, min, max, errors);
    if (!ResourceValidation.mayOvercommit(name)
        && standard.exists()
        && request.exists()
        && Checks.quantity(standard).compareTo(Checks.quantity(request)) != 0) {
      errors.invalid(
          request,
          "default value "
              + standard.text()
              + " must equal to defaultRequest value "
              + request.text()
              + " in "
              + name);
    }
  }

  private static void ratio(Value limit, String name, Value min, Value max, Errors errors) {
    var ratio = limit.get("maxLimitRequestRatio").entry(name);
    if (!ratio.exists()) {
      return;
    }
    var value = Checks.quantity(ratio);
    if (value.compareTo(ONE) < 0) {
      errors.invalid(ratio, "ratio " + ratio.text() + " is less than 1");
    }
    if (min.exists() && max.exists()) {
      var bound =
          Checks.quantity(max).value().doubleValue() / Checks.quantity(min).value().doubleValue();
      if (value.value().doubleValue() > bound) {
        errors.invalid(
            ratio,
            String.format(
                Locale.ROOT, "ratio %s is greater than max/min = %f", ratio.text(), bound));
      }
    }
  }

  private static void atMost(
      Value low, String lowName, Value high, String highName, Value at, Errors errors) {
    if (exceeds(low, high)) {
      errors.invalid(
          at,
          lowName
              + " value "
              + low.text()
              + " is greater than "
              + highName
              + " value "
              + high.text());
    }
  }

  private static boolean exceeds(Value low, Value high) {
    return low.exists()
        && high.exists()
        && Checks.quantity(low).compareTo(Checks.quantity(high)) > 0;
  }
}
