package io.coxswain.apiserver.registry.strategy;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Names;
import io.coxswain.apiserver.registry.validation.NamespaceValidation;
import io.coxswain.apiserver.registry.validation.Value;
import tools.jackson.databind.node.ObjectNode;

/** Namespaces: held by a finalizer in their spec until their content is gone. */
public final class NamespaceStrategy implements Strategy {
  public static final String FINALIZER = "kubernetes";
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  @Override
  public Names.Rule nameRule() {
    return Names.LABEL_1123;
  }

  @Override
  public boolean hasStatus() {
    return true;
  }

  @Override
  public boolean returnsDeletedObject() {
    return true;
  }

  /** Every namespace can be selected by its name. */
  @Override
  public void defaults(ObjectNode namespace) {
    var name = Trees.name(namespace);
    if (!name.isEmpty()) {
      Trees.child(Trees.metadata(namespace), "labels").put(NAME_LABEL, name);
    }
  }

  @Override
  public void prepareForCreate(ObjectNode namespace, Call call) {
    defaults(namespace);
    namespace.putObject("status").put("phase", "Active");
    var spec = Trees.child(namespace, "spec");
    for (var finalizer : spec.path("finalizers")) {
      if (finalizer.asString().equals(FINALIZER)) {
        return;
      }
    }
    spec.withArray("finalizers").add(FINALIZER);
  }

  @Override
  public void prepareForUpdate(ObjectNode namespace, ObjectNode old, Call call) {
    if (!call.subresource().equals("finalize")) {
      Trees.put(Trees.child(namespace, "spec"), "finalizers", old.path("spec").get("finalizers"));
    }
  }

  @Override
  public void validate(Value namespace, Errors errors) {
    NamespaceValidation.finalizers(namespace.in("spec", "finalizers"), errors);
  }

  /** Nothing but the finalizers can change, and those only through their own path. */
  @Override
  public void validateChange(Value namespace, Value old, Errors errors) {
    if (!namespace.in("spec", "finalizers").same(old.in("spec", "finalizers"))) {
      NamespaceValidation.changedFinalizers(namespace.in("spec", "finalizers"), errors);
    }
  }

  @Override
  public void validateStatusUpdate(Value namespace, Value old, Errors errors) {
    NamespaceValidation.phase(namespace, errors);
  }

  @Override
  public boolean isReleased(ObjectNode namespace) {
    return namespace.path("spec").path("finalizers").isEmpty();
  }

  @Override
  public void markDeleted(ObjectNode namespace) {
    Trees.metadata(namespace).remove("deletionGracePeriodSeconds");
    Trees.child(namespace, "status").put("phase", "Terminating");
  }
}
