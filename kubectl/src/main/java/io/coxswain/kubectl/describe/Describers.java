package io.coxswain.kubectl.describe;

import tools.jackson.databind.JsonNode;

/** The text of {@code kubectl describe} for any object. */
public final class Describers {
  private Describers() {}

  public static String describe(String kind, JsonNode object, Related related) {
    var out = new Text();
    of(kind).describe(out, object, related);
    return out.aligned();
  }

  private static Describer of(String kind) {
    return switch (kind) {
      case "Pod" -> new PodDescriber();
      case "Node" -> new NodeDescriber();
      case "Service" -> new ServiceDescriber();
      case "Deployment",
          "ReplicaSet",
          "StatefulSet",
          "DaemonSet",
          "ReplicationController",
          "Job",
          "CronJob" ->
          new WorkloadDescriber();
      case "ConfigMap" -> ConfigDescribers::configMap;
      case "Secret" -> ConfigDescribers::secret;
      case "Namespace" -> ConfigDescribers::namespace;
      case "Ingress" -> NetworkDescribers::ingress;
      case "IngressClass" -> NetworkDescribers::ingressClass;
      case "Endpoints" -> NetworkDescribers::endpoints;
      case "EndpointSlice" -> NetworkDescribers::endpointSlice;
      case "IPAddress" -> NetworkDescribers::ipAddress;
      case "ServiceCIDR" -> NetworkDescribers::serviceCidr;
      case "NetworkPolicy" -> NetworkPolicyDescriber::describe;
      case "HorizontalPodAutoscaler" -> new AutoscalerDescriber();
      case "PodDisruptionBudget" -> LimitDescribers::disruptionBudget;
      case "LimitRange" -> LimitDescribers::limitRange;
      case "ResourceQuota" -> LimitDescribers::resourceQuota;
      case "PriorityClass" -> LimitDescribers::priorityClass;
      case "PersistentVolume" -> StorageDescribers::volume;
      case "PersistentVolumeClaim" -> StorageDescribers::claim;
      case "StorageClass" -> StorageDescribers::storageClass;
      case "VolumeAttributesClass" -> StorageDescribers::attributesClass;
      case "CSINode" -> StorageDescribers::csiNode;
      case "Role", "ClusterRole" -> AccessDescribers::role;
      case "RoleBinding", "ClusterRoleBinding" -> AccessDescribers::binding;
      case "ServiceAccount" -> AccessDescribers::serviceAccount;
      case "CertificateSigningRequest" -> CertificateRequestDescriber::describe;
      default -> new GenericDescriber();
    };
  }
}
