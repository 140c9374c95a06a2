package io.coxswain.apiserver.registry.validation;

import io.coxswain.api.selector.LabelSyntax;
import java.util.Set;

/** Namespaces. */
public final class NamespaceValidation {
  private static final Set<String> STANDARD = Set.of("kubernetes", "orphan", "foregroundDeletion");

  private NamespaceValidation() {}

  /** What holds a new namespace; upstream names the list, not its entry. */
  public static void finalizers(Value finalizers, Errors errors) {
    for (var finalizer : finalizers.items()) {
      finalizer(Value.at(finalizers.path(), finalizer.node()), errors);
    }
  }

  public static void changedFinalizers(Value finalizers, Errors errors) {
    finalizers.items().forEach(finalizer -> finalizer(finalizer, errors));
  }

  private static void finalizer(Value at, Errors errors) {
    var name = at.text();
    for (var error : LabelSyntax.qualifiedNameErrors(name)) {
      errors.invalid(at, error);
    }
    if (!name.contains("/") && !STANDARD.contains(name)) {
      errors.invalid(at, "name is neither a standard finalizer name nor is it fully qualified");
    }
  }

  /** The phase says whether the namespace is being deleted. */
  public static void phase(Value namespace, Errors errors) {
    var deleted = namespace.get("metadata").has("deletionTimestamp");
    var phase = namespace.in("status", "phase");
    if (!phase.is(deleted ? "Terminating" : "Active")) {
      errors.invalid(
          Value.at("status.Phase", Errors.textOf(phase)),
          deleted
              ? "may only be 'Terminating' if `deletionTimestamp` is not empty"
              : "may only be 'Active' if `deletionTimestamp` is empty");
    }
  }
}
