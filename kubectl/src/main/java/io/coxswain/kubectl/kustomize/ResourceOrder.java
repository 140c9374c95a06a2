package io.coxswain.kubectl.kustomize;

import java.util.Comparator;
import java.util.List;

/** The order of what is printed: what others need comes first, webhooks come last. */
final class ResourceOrder {
  private static final List<String> FIRST =
      List.of(
          "Namespace",
          "ResourceQuota",
          "StorageClass",
          "CustomResourceDefinition",
          "ServiceAccount",
          "PodSecurityPolicy",
          "Role",
          "ClusterRole",
          "RoleBinding",
          "ClusterRoleBinding",
          "ConfigMap",
          "Secret",
          "Endpoints",
          "Service",
          "LimitRange",
          "PriorityClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "Deployment",
          "StatefulSet",
          "CronJob",
          "PodDisruptionBudget");
  private static final List<String> LAST =
      List.of("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration");

  static final Comparator<Resource> BY_NEED =
      Comparator.<Resource>comparingInt(resource -> rank(resource.kind()))
          .thenComparing(resource -> kind(resource.id()))
          .thenComparing(resource -> text(resource.id().namespace(), "~X"))
          .thenComparing(resource -> resource.id().name());

  private ResourceOrder() {}

  private static int rank(String kind) {
    var first = FIRST.indexOf(kind);
    if (first >= 0) {
      return first - FIRST.size();
    }
    return 1 + LAST.indexOf(kind);
  }

  private static String kind(Resource.Id id) {
    return text(id.group(), "~G") + "_" + text(id.version(), "~V") + "_" + id.kind();
  }

  private static String text(String value, String absent) {
    return value.isEmpty() ? absent : value;
  }
}
