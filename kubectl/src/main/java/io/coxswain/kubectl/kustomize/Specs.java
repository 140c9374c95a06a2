package io.coxswain.kubectl.kustomize;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where labels, annotations and references stand in the kinds of Kubernetes. */
final class Specs {
  /** A field of a kind; the kind is empty where every kind has it. */
  record Spec(String kind, List<String> path, boolean create) {
    boolean isOf(Resource resource) {
      return kind.isEmpty() || kind.equals(resource.kind());
    }
  }

  private static final List<String> TEMPLATE_KINDS =
      List.of(
          "ReplicationController", "Deployment", "ReplicaSet", "DaemonSet", "StatefulSet", "Job");

  /** Where each kind keeps the spec of its pods. */
  private static final Map<String, String> POD_SPECS =
      Map.of(
          "Pod", "spec",
          "PodTemplate", "template/spec",
          "Deployment", "spec/template/spec",
          "ReplicaSet", "spec/template/spec",
          "ReplicationController", "spec/template/spec",
          "DaemonSet", "spec/template/spec",
          "StatefulSet", "spec/template/spec",
          "Job", "spec/template/spec",
          "CronJob", "spec/jobTemplate/spec/template/spec");

  static final List<Spec> LABELS = List.of(spec("", "metadata/labels", true));
  static final List<Spec> TEMPLATE_LABELS = templates("labels");
  static final List<Spec> TEMPLATE_ANNOTATIONS = templates("annotations");
  static final List<Spec> SELECTORS = selectors();

  private Specs() {}

  static Spec spec(String kind, String path, boolean create) {
    return new Spec(kind, FieldPath.parts(path), create);
  }

  private static List<Spec> templates(String field) {
    var specs = new ArrayList<Spec>();
    TEMPLATE_KINDS.forEach(kind -> specs.add(spec(kind, "spec/template/metadata/" + field, true)));
    specs.add(spec("CronJob", "spec/jobTemplate/metadata/" + field, true));
    specs.add(spec("CronJob", "spec/jobTemplate/spec/template/metadata/" + field, true));
    if (field.equals("labels")) {
      specs.add(spec("StatefulSet", "spec/volumeClaimTemplates/metadata/labels", true));
    }
    return List.copyOf(specs);
  }

  private static List<Spec> selectors() {
    var specs = new ArrayList<Spec>();
    specs.add(spec("Service", "spec/selector", true));
    specs.add(spec("ReplicationController", "spec/selector", true));
    for (var kind : List.of("Deployment", "ReplicaSet", "DaemonSet", "StatefulSet")) {
      specs.add(spec(kind, "spec/selector/matchLabels", true));
    }
    specs.add(spec("Job", "spec/selector/matchLabels", false));
    specs.add(spec("CronJob", "spec/jobTemplate/spec/selector/matchLabels", false));
    specs.add(spec("PodDisruptionBudget", "spec/selector/matchLabels", false));
    for (var path : List.of("podSelector", "ingress/from/podSelector", "egress/to/podSelector")) {
      specs.add(spec("NetworkPolicy", "spec/" + path + "/matchLabels", false));
    }
    for (var kind : List.of("Deployment", "StatefulSet")) {
      for (var affinity : List.of("podAffinity", "podAntiAffinity")) {
        var path = "spec/template/spec/affinity/" + affinity;
        var selector = "labelSelector/matchLabels";
        specs.add(
            spec(
                kind,
                path
                    + "/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/"
                    + selector,
                false));
        specs.add(
            spec(
                kind, path + "/requiredDuringSchedulingIgnoredDuringExecution/" + selector, false));
      }
      specs.add(
          spec(
              kind,
              "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels",
              false));
    }
    return List.copyOf(specs);
  }

  /** That a field of one kind names an object of another. */
  record Reference(String group, String target, Spec field) {}

  static List<Reference> references() {
    var result = new ArrayList<Reference>();
    for (var workload :
        List.of("Deployment", "ReplicationController", "ReplicaSet", "StatefulSet")) {
      add(result, null, workload, "HorizontalPodAutoscaler", "spec/scaleTargetRef/name");
    }
    configMaps(result);
    secrets(result);
    services(result);
    var rbac = "rbac.authorization.k8s.io";
    add(result, rbac, "Role", "RoleBinding", "roleRef/name");
    add(result, rbac, "ClusterRole", "RoleBinding", "roleRef/name");
    add(result, rbac, "ClusterRole", "ClusterRoleBinding", "roleRef/name");
    add(result, "", "ServiceAccount", "RoleBinding", "subjects");
    add(result, "", "ServiceAccount", "ClusterRoleBinding", "subjects");
    inPods(result, "", "ServiceAccount", "serviceAccountName");
    inPods(result, "", "PersistentVolumeClaim", "volumes/persistentVolumeClaim/claimName");
    add(result, "", "PersistentVolume", "PersistentVolumeClaim", "spec/volumeName");
    add(result, "", "PersistentVolume", "ClusterRole", "rules/resourceNames");
    var storage = "storage.k8s.io";
    add(result, storage, "StorageClass", "PersistentVolume", "spec/storageClassName");
    add(result, storage, "StorageClass", "PersistentVolumeClaim", "spec/storageClassName");
    add(
        result,
        storage,
        "StorageClass",
        "StatefulSet",
        "spec/volumeClaimTemplates/spec/storageClassName");
    inPods(result, "scheduling.k8s.io", "PriorityClass", "priorityClassName");
    return result;
  }

  private static void configMaps(List<Reference> result) {
    inPods(
        result,
        "",
        "ConfigMap",
        "volumes/configMap/name",
        "containers/env/valueFrom/configMapKeyRef/name",
        "initContainers/env/valueFrom/configMapKeyRef/name",
        "containers/envFrom/configMapRef/name",
        "initContainers/envFrom/configMapRef/name",
        "volumes/projected/sources/configMap/name");
    add(result, "", "ConfigMap", "Node", "spec/configSource/configMap");
    add(result, "", "ConfigMap", "Role", "rules/resourceNames");
    add(result, "", "ConfigMap", "ClusterRole", "rules/resourceNames");
    add(
        result,
        "",
        "ConfigMap",
        "Ingress",
        "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap");
  }

  private static void secrets(List<Reference> result) {
    inPods(
        result,
        "",
        "Secret",
        "volumes/secret/secretName",
        "containers/env/valueFrom/secretKeyRef/name",
        "initContainers/env/valueFrom/secretKeyRef/name",
        "containers/envFrom/secretRef/name",
        "initContainers/envFrom/secretRef/name",
        "imagePullSecrets/name",
        "volumes/projected/sources/secret/name");
    for (var path :
        List.of(
            "spec/tls/secretName",
            "metadata/annotations/ingress.kubernetes.io\\/auth-secret",
            "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret",
            "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret")) {
      add(result, "", "Secret", "Ingress", path);
    }
    add(result, "", "Secret", "ServiceAccount", "imagePullSecrets/name");
    for (var name : List.of("secretName", "adminSecretName", "userSecretName", "secretRef")) {
      add(result, "", "Secret", "StorageClass", "parameters/" + name);
    }
    add(result, "", "Secret", "Role", "rules/resourceNames");
    add(result, "", "Secret", "ClusterRole", "rules/resourceNames");
    add(result, "", "Secret", "PersistentVolume", "spec/azureFile/secretName");
  }

  private static void services(List<Reference> result) {
    add(result, "", "Service", "StatefulSet", "spec/serviceName");
    for (var path :
        List.of(
            "spec/rules/http/paths/backend/serviceName",
            "spec/backend/serviceName",
            "spec/rules/http/paths/backend/service/name",
            "spec/defaultBackend/service/name")) {
      add(result, "", "Service", "Ingress", path);
    }
    add(result, "", "Service", "APIService", "spec/service/name");
    var hook = "webhooks/clientConfig/service";
    add(result, "", "Service", "ValidatingWebhookConfiguration", hook);
    add(result, "", "Service", "MutatingWebhookConfiguration", hook);
    add(result, "", "Service", "HTTPRoute", "spec/rules/backendRefs/name");
  }

  private static void inPods(List<Reference> result, String group, String target, String... paths) {
    for (var path : paths) {
      POD_SPECS.forEach((kind, spec) -> add(result, group, target, kind, spec + "/" + path));
    }
  }

  private static void add(
      List<Reference> result,
      @org.jspecify.annotations.Nullable String group,
      String target,
      String kind,
      String path) {
    result.add(new Reference(group == null ? "*" : group, target, spec(kind, path, false)));
  }
}
