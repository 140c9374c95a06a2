package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rules for events in their stored form (core/v1). Paths are upstream's, which names fields of the
 * newer API as its internal type does.
 */
public final class EventValidation {
  private static final int LONGEST_WORD = 128;
  private static final int LONGEST_NOTE = 1024;
  private static final String UNSET = "needs to be unset";

  private EventValidation() {}

  /** What holds however an event comes; {@code newer} says by which API. */
  public static void validate(Value event, boolean newer, Errors errors) {
    var namespace = event.in("metadata", "namespace").text();
    var regarding = event.in("involvedObject", "namespace");
    if (event.has("eventTime")) {
      if (regarding.text().isEmpty() && !List.of("default", "kube-system").contains(namespace)) {
        mismatch(regarding, errors);
      }
      newEvent(event, newer, errors);
    } else if (!regarding.text().equals(namespace)
        && !(regarding.text().isEmpty() && namespace.equals("default"))) {
      mismatch(regarding, errors);
    }
    var at = Value.at("namespace", event.in("metadata", "namespace").node());
    Names.subdomain(namespace).forEach(error -> errors.invalid(at, error));
  }

  private static void mismatch(Value regarding, Errors errors) {
    errors.invalid(regarding, regarding.text(), "does not match event.namespace");
  }

  /** Events with a time in microseconds come from clients that know the other fields, too. */
  private static void newEvent(Value event, boolean newer, Errors errors) {
    var found = event.get("reportingComponent");
    var controller = Value.at(newer ? "reportingController" : "reportingComponent", found.node());
    Checks.required(controller, errors);
    LabelSyntax.qualifiedNameErrors(controller.text())
        .forEach(error -> errors.invalid(controller, controller.text(), error));
    for (var word : List.of("reportingInstance", "action", "reason")) {
      Checks.required(event.get(word), errors);
      atMost(event.get(word), LONGEST_WORD, errors);
    }
    atMost(event.get("message"), LONGEST_NOTE, errors);
  }

  private static void atMost(Value value, int length, Errors errors) {
    if (value.text().getBytes(StandardCharsets.UTF_8).length > length) {
      errors.invalid(value, "", "can have at most " + length + " characters");
    }
  }

  /** New events of {@code events.k8s.io}. */
  public static void validateStrictCreate(Value event, Errors errors) {
    var name = event.in("metadata", "name");
    Names.subdomain(name.text()).forEach(error -> errors.invalid(name, error));
    series(event.get("series"), errors);
    if (!event.has("eventTime")) {
      errors.required(event.get("eventTime"));
    }
    var type = event.get("type");
    if (!type.is("Normal") && !type.is("Warning")) {
      errors.invalid(type, "", "has invalid value: " + type.text());
    }
    for (var time : List.of("firstTimestamp", "lastTimestamp")) {
      if (event.has(time)) {
        errors.invalid(event.get(time), "", UNSET);
      }
    }
    if (event.get("count").number() != 0) {
      errors.invalid(event.get("count"), "", UNSET);
    }
    var source = event.get("source");
    if (!source.get("component").text().isEmpty() || !source.get("host").text().isEmpty()) {
      errors.invalid(source, "", UNSET);
    }
  }

  /** Only the series of an event of {@code events.k8s.io} goes on. */
  public static void validateStrictUpdate(Value event, Value old, Errors errors) {
    if (!event.get("series").same(old.get("series"))) {
      series(event.get("series"), errors);
    }
    for (var field :
        List.of(
            "involvedObject",
            "reason",
            "message",
            "source",
            "firstTimestamp",
            "lastTimestamp",
            "count",
            "type",
            "eventTime",
            "action",
            "related")) {
      Checks.immutable(event.get(field), old.get(field), errors);
    }
    Checks.immutable(
        Value.at("reportingController", event.get("reportingComponent").node()),
        old.get("reportingComponent"),
        errors);
    Checks.immutable(event.get("reportingInstance"), old.get("reportingInstance"), errors);
  }

  private static void series(Value series, Errors errors) {
    if (!series.exists()) {
      return;
    }
    if (series.get("count").number() < 2) {
      errors.invalid(series.get("count"), "", "should be at least 2");
    }
    if (!series.has("lastObservedTime")) {
      errors.required(series.get("lastObservedTime"));
    }
  }
}
