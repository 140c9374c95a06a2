package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.admission.Attributes.Form;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request's objects in the versions that are asked for, converted once. For one thread. */
public final class VersionedObjects {
  private final Attributes attributes;
  private final Map<Form, ObjectNode> objects = new HashMap<>();
  private final Map<Form, ObjectNode> olds = new HashMap<>();

  public VersionedObjects(Attributes attributes) {
    this.attributes = attributes;
  }

  /** What is sent, in a form; null for deletions. */
  public @Nullable ObjectNode object(Form form) {
    return in(form, attributes.object(), objects);
  }

  /** What is there, in a form; null for creations. */
  public @Nullable ObjectNode old(Form form) {
    return in(form, attributes.old(), olds);
  }

  /** Forgets what was sent, because it was changed. */
  public void changed() {
    objects.clear();
  }

  private @Nullable ObjectNode in(
      Form form, @Nullable ObjectNode object, Map<Form, ObjectNode> known) {
    return object == null || form.equals(attributes.form())
        ? object
        : known.computeIfAbsent(form, ignored -> attributes.forms().convert(object, form));
  }
}
