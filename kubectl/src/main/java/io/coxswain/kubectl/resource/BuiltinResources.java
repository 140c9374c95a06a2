package io.coxswain.kubectl.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The kinds of v1.34, known without asking; in the order in which names are looked up. */
public final class BuiltinResources {
  /** Per line: group/version, plural, kind, scope, short names, categories. */
  private static final String TABLE =
      """
      v1 bindings Binding n - -
      v1 componentstatuses ComponentStatus c cs -
      v1 configmaps ConfigMap n cm -
      v1 endpoints Endpoints n ep -
      v1 events Event n ev -
      v1 limitranges LimitRange n limits -
      v1 namespaces Namespace c ns -
      v1 nodes Node c no -
      v1 persistentvolumeclaims PersistentVolumeClaim n pvc -
      v1 persistentvolumes PersistentVolume c pv -
      v1 pods Pod n po all
      v1 podtemplates PodTemplate n - -
      v1 replicationcontrollers ReplicationController n rc all
      v1 resourcequotas ResourceQuota n quota -
      v1 secrets Secret n - -
      v1 serviceaccounts ServiceAccount n sa -
      v1 services Service n svc all
      admissionregistration.k8s.io/v1 mutatingwebhookconfigurations MutatingWebhookConfiguration c - api-extensions
      admissionregistration.k8s.io/v1 validatingadmissionpolicies ValidatingAdmissionPolicy c - api-extensions
      admissionregistration.k8s.io/v1 validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding c - api-extensions
      admissionregistration.k8s.io/v1 validatingwebhookconfigurations ValidatingWebhookConfiguration c - api-extensions
      apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition c crd,crds api-extensions
      apiregistration.k8s.io/v1 apiservices APIService c - api-extensions
      apps/v1 controllerrevisions ControllerRevision n - -
      apps/v1 daemonsets DaemonSet n ds all
      apps/v1 deployments Deployment n deploy all
      apps/v1 replicasets ReplicaSet n rs all
      apps/v1 statefulsets StatefulSet n sts all
      authentication.k8s.io/v1 selfsubjectreviews SelfSubjectReview c - -
      authentication.k8s.io/v1 tokenreviews TokenReview c - -
      authorization.k8s.io/v1 localsubjectaccessreviews LocalSubjectAccessReview n - -
      authorization.k8s.io/v1 selfsubjectaccessreviews SelfSubjectAccessReview c - -
      authorization.k8s.io/v1 selfsubjectrulesreviews SelfSubjectRulesReview c - -
      authorization.k8s.io/v1 subjectaccessreviews SubjectAccessReview c - -
      autoscaling/v2 horizontalpodautoscalers HorizontalPodAutoscaler n hpa all
      batch/v1 cronjobs CronJob n cj all
      batch/v1 jobs Job n - all
      certificates.k8s.io/v1 certificatesigningrequests CertificateSigningRequest c csr -
      coordination.k8s.io/v1 leases Lease n - -
      discovery.k8s.io/v1 endpointslices EndpointSlice n - -
      flowcontrol.apiserver.k8s.io/v1 flowschemas FlowSchema c - -
      flowcontrol.apiserver.k8s.io/v1 prioritylevelconfigurations PriorityLevelConfiguration c - -
      networking.k8s.io/v1 ingressclasses IngressClass c - -
      networking.k8s.io/v1 ingresses Ingress n ing -
      networking.k8s.io/v1 ipaddresses IPAddress c ip -
      networking.k8s.io/v1 networkpolicies NetworkPolicy n netpol -
      networking.k8s.io/v1 servicecidrs ServiceCIDR c - -
      node.k8s.io/v1 runtimeclasses RuntimeClass c - -
      policy/v1 poddisruptionbudgets PodDisruptionBudget n pdb -
      rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding c - -
      rbac.authorization.k8s.io/v1 clusterroles ClusterRole c - -
      rbac.authorization.k8s.io/v1 rolebindings RoleBinding n - -
      rbac.authorization.k8s.io/v1 roles Role n - -
      resource.k8s.io/v1 deviceclasses DeviceClass c - -
      resource.k8s.io/v1 resourceclaims ResourceClaim n - -
      resource.k8s.io/v1 resourceclaimtemplates ResourceClaimTemplate n - -
      resource.k8s.io/v1 resourceslices ResourceSlice c - -
      scheduling.k8s.io/v1 priorityclasses PriorityClass c pc -
      storage.k8s.io/v1 csidrivers CSIDriver c - -
      storage.k8s.io/v1 csinodes CSINode c - -
      storage.k8s.io/v1 csistoragecapacities CSIStorageCapacity n - -
      storage.k8s.io/v1 storageclasses StorageClass c sc -
      storage.k8s.io/v1 volumeattachments VolumeAttachment c - -
      storage.k8s.io/v1 volumeattributesclasses VolumeAttributesClass c vac -
      """;

  private BuiltinResources() {}

  public static List<ResourceType> all() {
    List<ResourceType> result = new ArrayList<>();
    TABLE.lines().forEach(line -> result.add(parse(line.split(" ", -1))));
    return result;
  }

  private static ResourceType parse(String[] columns) {
    var slash = columns[0].indexOf('/');
    return new ResourceType(
        slash < 0 ? "" : columns[0].substring(0, slash),
        columns[0].substring(slash + 1),
        columns[2],
        columns[1],
        columns[2].toLowerCase(Locale.ROOT),
        columns[3].equals("n"),
        list(columns[4]),
        list(columns[5]),
        List.of());
  }

  private static List<String> list(String text) {
    return text.equals("-") ? List.of() : List.of(text.split(",", -1));
  }
}
