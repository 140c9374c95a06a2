package io.coxswain.client.runtime;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.client.ObjectReferences;
import io.coxswain.client.ResourceType;
import org.jspecify.annotations.Nullable;

/** One change of the world, as data. */
public sealed interface Change {
  /** Creates an object in the namespace it names. */
  record Create(KubernetesObject object) implements Change {}

  /**
   * Replaces an object that was read, with the change made; its resourceVersion guards against
   * changes of others.
   *
   * @param subresource {@code finalize}, {@code scale}...; empty for the object itself
   */
  record Update(KubernetesObject object, String subresource) implements Change {
    public Update(KubernetesObject object) {
      this(object, "");
    }
  }

  /** Changes the status from what was read to what it should be, guarded by resourceVersion. */
  record PatchStatus(KubernetesObject before, KubernetesObject after) implements Change {}

  /**
   * Deletes an object, if it is still the one with this UID.
   *
   * @param propagationPolicy {@code Background}, {@code Foreground}, {@code Orphan}; null for the
   *     server's default
   * @param gracePeriodSeconds null for the object's own
   */
  record Delete(
      KubernetesObject object,
      @Nullable String propagationPolicy,
      @Nullable Long gracePeriodSeconds)
      implements Change {
    public Delete(KubernetesObject object) {
      this(object, null, null);
    }
  }

  /** Records an event; never fails a stage. {@code type} is Normal or Warning. */
  record RecordEvent(ObjectReference regarding, String type, String reason, String message)
      implements Change {
    public static RecordEvent normal(KubernetesObject regarding, String reason, String message) {
      return new RecordEvent(ObjectReferences.to(regarding), "Normal", reason, message);
    }

    public static RecordEvent warning(KubernetesObject regarding, String reason, String message) {
      return new RecordEvent(ObjectReferences.to(regarding), "Warning", reason, message);
    }
  }

  /** The served type of an object of a known kind. */
  @SuppressWarnings("unchecked")
  static ResourceType<KubernetesObject> typeOf(KubernetesObject object) {
    return (ResourceType<KubernetesObject>)
        (ResourceType<?>) ResourceType.of(object.getClass().asSubclass(KubernetesObject.class));
  }
}
