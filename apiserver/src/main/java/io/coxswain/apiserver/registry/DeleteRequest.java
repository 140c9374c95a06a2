package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.FieldError;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an object is to be deleted: DeleteOptions from the body and the query, the body winning.
 *
 * @param gracePeriodSeconds null for the kind's default
 * @param options all of them as they were sent
 */
record DeleteRequest(
    @Nullable Long gracePeriodSeconds,
    Propagation propagation,
    boolean explicitlyCascading,
    @Nullable String uid,
    @Nullable String resourceVersion,
    boolean dryRun,
    ObjectNode options) {

  /** What becomes of dependents. */
  enum Propagation {
    /** Not asked for: finalizers that are there decide. */
    DEFAULT,
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  static final DeleteRequest DEFAULT =
      new DeleteRequest(null, Propagation.DEFAULT, false, null, null, false, noOptions());

  private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan");

  /** Options, or why they are refused. */
  sealed interface Parsed {
    record Accepted(DeleteRequest request) implements Parsed {}

    record Rejected(Refusal refusal) implements Parsed {}
  }

  /** Reads decoded DeleteOptions; fields that are absent come from the query. */
  static Parsed parse(Call call, ObjectNode options) {
    fromQuery(call, options);
    var errors = new Errors();
    var value = Value.root(options);
    validate(value, errors);
    if (!errors.isEmpty()) {
      return new Parsed.Rejected(invalid(errors.list()));
    }
    var grace = value.get("gracePeriodSeconds");
    var preconditions = value.get("preconditions");
    return new Parsed.Accepted(
        new DeleteRequest(
            grace.isNumber() ? Long.valueOf(grace.number()) : null,
            propagation(value),
            value.get("orphanDependents").exists() && !value.get("orphanDependents").isTrue(),
            textOrNull(preconditions.get("uid")),
            textOrNull(preconditions.get("resourceVersion")),
            value.get("dryRun").size() > 0,
            options));
  }

  private static void fromQuery(Call call, ObjectNode options) {
    var request = call.request();
    var policy = request.parameter("propagationPolicy");
    if (policy != null && !options.has("propagationPolicy")) {
      options.put("propagationPolicy", policy);
    }
    var grace = request.parameter("gracePeriodSeconds");
    if (grace != null && !options.has("gracePeriodSeconds")) {
      try {
        Trees.put(options, "gracePeriodSeconds", Long.parseLong(grace));
      } catch (NumberFormatException e) {
        options.put("gracePeriodSeconds", grace);
      }
    }
    var orphan = request.parameter("orphanDependents");
    if (orphan != null && !options.has("orphanDependents")) {
      options.put("orphanDependents", request.flag("orphanDependents"));
    }
    var dryRun = request.query().get("dryRun");
    if (dryRun != null && !options.has("dryRun")) {
      var list = options.putArray("dryRun");
      dryRun.forEach(list::add);
    }
  }

  private static void validate(Value options, Errors errors) {
    var policy = options.get("propagationPolicy");
    if (policy.exists()) {
      if (options.get("orphanDependents").exists()) {
        errors.invalid(policy, "orphanDependents and deletionPropagation cannot be both set");
      } else if (!POLICIES.contains(policy.text())) {
        errors.notSupported(policy, List.of("Foreground", "Background", "Orphan", "nil"));
      }
    }
    for (var dryRun : options.get("dryRun").items()) {
      if (!dryRun.is("All")) {
        errors.notSupported(options.get("dryRun"), List.of("All"));
      }
    }
    var grace = options.get("gracePeriodSeconds");
    if (grace.exists() && !grace.isNumber()) {
      errors.invalid(grace, "must be a number of seconds");
    }
  }

  private static Propagation propagation(Value options) {
    return switch (options.get("propagationPolicy").text()) {
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      case "Orphan" -> Propagation.ORPHAN;
      default -> {
        if (!options.get("orphanDependents").exists()) {
          yield Propagation.DEFAULT;
        }
        yield options.get("orphanDependents").isTrue()
            ? Propagation.ORPHAN
            : Propagation.BACKGROUND;
      }
    };
  }

  private static @Nullable String textOrNull(Value value) {
    return value.isText() ? value.text() : null;
  }

  private static Refusal invalid(List<FieldError> errors) {
    return new Refusal.InvalidOptions("DeleteOptions", errors);
  }

  static ObjectNode noOptions() {
    return JsonNodeFactory.instance.objectNode();
  }
}
