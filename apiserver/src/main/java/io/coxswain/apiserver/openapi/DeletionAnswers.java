package io.coxswain.apiserver.openapi;

import io.coxswain.api.schema.ResourceType;
import java.util.Set;

/** With what deletions answer: the object for some resources, a Status for most. */
public final class DeletionAnswers {
  private static final Set<String> OBJECTS =
      Set.of(
          "persistentvolumeclaims",
          "persistentvolumes",
          "pods",
          "podtemplates",
          "resourcequotas",
          "serviceaccounts",
          "services",
          "deviceclasses.resource.k8s.io",
          "resourceclaims.resource.k8s.io",
          "resourceclaimtemplates.resource.k8s.io",
          "resourceslices.resource.k8s.io",
          "csidrivers.storage.k8s.io",
          "csinodes.storage.k8s.io",
          "storageclasses.storage.k8s.io",
          "volumeattachments.storage.k8s.io",
          "volumeattributesclasses.storage.k8s.io");

  private DeletionAnswers() {}

  /** Whether a completed deletion answers with the object. */
  public static boolean isObject(ResourceType type) {
    return OBJECTS.contains(type.groupResource());
  }
}
