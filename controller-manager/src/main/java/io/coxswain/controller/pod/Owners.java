package io.coxswain.controller.pod;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.client.ResourceType;
import io.coxswain.client.runtime.Caches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Controlling owners: references, and which objects an owner adopts and releases. */
public final class Owners {
  private Owners() {}

  /** A reference that says {@code owner} controls the object and waits for its deletion. */
  public static OwnerReference controllerReference(KubernetesObject owner) {
    var type = ResourceType.of(owner.getClass().asSubclass(KubernetesObject.class));
    return new OwnerReference(
        type.apiVersion(), type.kind(), owner.name(), owner.uid(), true, true);
  }

  /**
   * How an owner stands to the objects of a kind in its namespace.
   *
   * @param owned controlled and selected
   * @param adoptable selected, controlled by nobody
   * @param foreign controlled but no longer selected: to be released
   */
  public record Claim<T>(List<T> owned, List<T> adoptable, List<T> foreign) {
    public Claim {
      owned = List.copyOf(owned);
      adoptable = List.copyOf(adoptable);
      foreign = List.copyOf(foreign);
    }
  }

  /** Reads a claim from the caches; an owner that is being deleted adopts and releases nothing. */
  public static <T extends KubernetesObject> Claim<T> claim(
      KubernetesObject owner, @Nullable LabelSelector selector, Class<T> type, Caches caches) {
    var deleting = owner.metadata().deletionTimestamp() != null;
    var owned = new ArrayList<T>();
    var foreign = new ArrayList<T>();
    for (var object : caches.controlledBy(owner, type)) {
      if (LabelSelectors.matches(selector, object.labels())) {
        owned.add(object);
      } else if (!deleting) {
        foreign.add(object);
      }
    }
    var adoptable =
        deleting
            ? List.<T>of()
            : caches.uncontrolled(owner.namespace(), type).stream()
                .filter(object -> object.metadata().deletionTimestamp() == null)
                .filter(object -> LabelSelectors.matches(selector, object.labels()))
                .toList();
    return new Claim<>(owned, adoptable, foreign);
  }

  public static ObjectMeta adopted(ObjectMeta metadata, KubernetesObject owner) {
    var references = new ArrayList<>(metadata.ownerReferences());
    references.removeIf(reference -> reference.uid().equals(owner.uid()));
    references.add(controllerReference(owner));
    return metadata.withOwnerReferences(references);
  }

  public static ObjectMeta released(ObjectMeta metadata, KubernetesObject owner) {
    return metadata.withOwnerReferences(
        metadata.ownerReferences().stream()
            .filter(reference -> !reference.uid().equals(owner.uid()))
            .toList());
  }
}
