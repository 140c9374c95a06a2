package io.coxswain.api.schema;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.admissionregistration.v1.MutatingWebhookConfiguration;
import io.coxswain.api.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.coxswain.api.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.coxswain.api.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.coxswain.api.apiextensions.v1.CustomResourceDefinition;
import io.coxswain.api.apiregistration.v1.APIService;
import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.authentication.v1.SelfSubjectReview;
import io.coxswain.api.authentication.v1.TokenRequest;
import io.coxswain.api.authentication.v1.TokenReview;
import io.coxswain.api.authorization.v1.LocalSubjectAccessReview;
import io.coxswain.api.authorization.v1.SelfSubjectAccessReview;
import io.coxswain.api.authorization.v1.SelfSubjectRulesReview;
import io.coxswain.api.authorization.v1.SubjectAccessReview;
import io.coxswain.api.autoscaling.v1.Scale;
import io.coxswain.api.autoscaling.v2.HorizontalPodAutoscaler;
import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.coordination.v1.Lease;
import io.coxswain.api.core.v1.Binding;
import io.coxswain.api.core.v1.ComponentStatus;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Event;
import io.coxswain.api.core.v1.LimitRange;
import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.PersistentVolume;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodTemplate;
import io.coxswain.api.core.v1.ReplicationController;
import io.coxswain.api.core.v1.ResourceQuota;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.flowcontrol.v1.FlowSchema;
import io.coxswain.api.flowcontrol.v1.PriorityLevelConfiguration;
import io.coxswain.api.meta.v1.DeleteOptions;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.networking.v1.IPAddress;
import io.coxswain.api.networking.v1.Ingress;
import io.coxswain.api.networking.v1.IngressClass;
import io.coxswain.api.networking.v1.NetworkPolicy;
import io.coxswain.api.networking.v1.ServiceCIDR;
import io.coxswain.api.node.v1.RuntimeClass;
import io.coxswain.api.policy.v1.Eviction;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.api.rbac.v1.ClusterRole;
import io.coxswain.api.rbac.v1.ClusterRoleBinding;
import io.coxswain.api.rbac.v1.Role;
import io.coxswain.api.rbac.v1.RoleBinding;
import io.coxswain.api.resource.v1.DeviceClass;
import io.coxswain.api.resource.v1.ResourceClaim;
import io.coxswain.api.resource.v1.ResourceClaimTemplate;
import io.coxswain.api.resource.v1.ResourceSlice;
import io.coxswain.api.scheduling.v1.PriorityClass;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.storage.v1.CSIDriver;
import io.coxswain.api.storage.v1.CSINode;
import io.coxswain.api.storage.v1.CSIStorageCapacity;
import io.coxswain.api.storage.v1.StorageClass;
import io.coxswain.api.storage.v1.VolumeAttachment;
import io.coxswain.api.storage.v1.VolumeAttributesClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resources an API server serves, found by resource, kind, record or short name. Immutable:
 * {@link #with} makes another one with custom kinds added.
 */
public final class Kinds {
  private static final List<Class<? extends KubernetesObject>> RECORDS =
      List.of(
          Pod.class,
          Node.class,
          Namespace.class,
          Service.class,
          Endpoints.class,
          ConfigMap.class,
          Secret.class,
          ServiceAccount.class,
          Event.class,
          io.coxswain.api.events.v1.Event.class,
          PersistentVolume.class,
          PersistentVolumeClaim.class,
          Binding.class,
          Deployment.class,
          ReplicaSet.class,
          StatefulSet.class,
          DaemonSet.class,
          ControllerRevision.class,
          Job.class,
          CronJob.class,
          EndpointSlice.class,
          Lease.class,
          StorageClass.class,
          CSIDriver.class,
          CSINode.class,
          CSIStorageCapacity.class,
          VolumeAttachment.class,
          VolumeAttributesClass.class,
          MutatingWebhookConfiguration.class,
          ValidatingAdmissionPolicy.class,
          ValidatingAdmissionPolicyBinding.class,
          ValidatingWebhookConfiguration.class,
          APIService.class,
          DeviceClass.class,
          ResourceClaim.class,
          ResourceClaimTemplate.class,
          ResourceSlice.class,
          PriorityClass.class,
          CustomResourceDefinition.class,
          HorizontalPodAutoscaler.class,
          io.coxswain.api.autoscaling.v1.HorizontalPodAutoscaler.class,
          CertificateSigningRequest.class,
          ComponentStatus.class,
          LimitRange.class,
          PodTemplate.class,
          ReplicationController.class,
          ResourceQuota.class,
          Ingress.class,
          IngressClass.class,
          IPAddress.class,
          NetworkPolicy.class,
          ServiceCIDR.class,
          RuntimeClass.class,
          PodDisruptionBudget.class,
          FlowSchema.class,
          PriorityLevelConfiguration.class,
          TokenReview.class,
          SelfSubjectReview.class,
          SubjectAccessReview.class,
          SelfSubjectAccessReview.class,
          LocalSubjectAccessReview.class,
          SelfSubjectRulesReview.class,
          Role.class,
          RoleBinding.class,
          ClusterRole.class,
          ClusterRoleBinding.class,
          Scale.class,
          TokenRequest.class);

  private final List<ResourceType> all;
  private final Map<String, ResourceType> byResource = new HashMap<>();
  private final Map<String, ResourceType> byKind = new HashMap<>();
  private final Map<Class<?>, ResourceType> byType = new HashMap<>();
  private final Map<String, ResourceType> byShortName = new HashMap<>();

  private Kinds(List<ResourceType> types) {
    all = List.copyOf(types);
    for (var type : all) {
      byKind.put(key(type.group(), type.version(), type.kind()), type);
      byKind.putIfAbsent(key(type.group(), "", type.kind()), type);
      if (type.type() != null) {
        byType.put(type.type(), type);
      }
      if (type.plural().isEmpty()) {
        continue;
      }
      byResource.put(key(type.group(), type.version(), type.plural()), type);
      type.shortNames().forEach(name -> byShortName.putIfAbsent(name, type));
    }
  }

  /** The kinds of this project's records. */
  public static Kinds builtIn() {
    return BuiltIn.KINDS;
  }

  /** These kinds and others, the others winning where names meet. */
  public Kinds with(List<ResourceType> others) {
    var together = new ArrayList<>(others);
    together.addAll(all);
    return new Kinds(together);
  }

  /** The schema of {@code meta/v1 Status}, the answer to requests that return no object. */
  public static ObjectSchema status() {
    return BuiltIn.STATUS;
  }

  /** The schema of {@code meta/v1 DeleteOptions}, the body of deletions. */
  public static ObjectSchema deleteOptions() {
    return BuiltIn.DELETE_OPTIONS;
  }

  /** The schema of {@code policy/v1 Eviction}, the body that asks a pod to leave. */
  public static ObjectSchema eviction() {
    return BuiltIn.EVICTION;
  }

  /**
   * All types, those with the preferred version of a group first. Types without a plural (Scale,
   * TokenRequest) are bodies of subresources only.
   */
  public List<ResourceType> all() {
    return all;
  }

  /** The resource at {@code /apis/GROUP/VERSION/PLURAL}; the group is empty for core. */
  public Optional<ResourceType> byResource(String group, String version, String plural) {
    return Optional.ofNullable(byResource.get(key(group, version, plural)));
  }

  /** The kind in its preferred version. */
  public Optional<ResourceType> byKind(String group, String kind) {
    return byKind(group, "", kind);
  }

  public Optional<ResourceType> byKind(String group, String version, String kind) {
    return Optional.ofNullable(byKind.get(key(group, version, kind)));
  }

  /** The kind of an object's {@code apiVersion} ({@code v1}, {@code apps/v1}) and {@code kind}. */
  public Optional<ResourceType> byApiVersion(String apiVersion, String kind) {
    var slash = apiVersion.indexOf('/');
    return byKind(
        slash < 0 ? "" : apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  /**
   * The kind a record is.
   *
   * @throws IllegalArgumentException for a record that is no kind
   */
  public ResourceType of(Class<? extends KubernetesObject> type) {
    var found = byType.get(type);
    if (found == null) {
      throw new IllegalArgumentException(type.getName() + " is not among the kinds");
    }
    return found;
  }

  /** The resource of a short name such as {@code po}. */
  public Optional<ResourceType> byShortName(String name) {
    return Optional.ofNullable(byShortName.get(name));
  }

  private static String key(String group, String version, String name) {
    return group + "/" + version + "/" + name;
  }

  private static ResourceType resource(
      Class<? extends KubernetesObject> type, ObjectSchema schema) {
    var kind = type.getAnnotation(ApiKind.class);
    if (kind == null) {
      throw new IllegalArgumentException(type.getName() + " is not marked as @ApiKind");
    }
    return new ResourceType(
        kind.group(),
        kind.version(),
        kind.kind(),
        kind.plural(),
        kind.plural().isEmpty() ? "" : kind.kind().toLowerCase(Locale.ROOT),
        List.of(kind.shortNames()),
        List.of(kind.categories()),
        kind.namespaced(),
        Set.of(kind.subresources()),
        type,
        schema);
  }

  /** Read on first use, so that programs that never ask for schemas don't pay for them. */
  private static final class BuiltIn {
    static final Kinds KINDS;
    static final ObjectSchema STATUS;
    static final ObjectSchema DELETE_OPTIONS;
    static final ObjectSchema EVICTION;

    static {
      var reader = new SchemaReader();
      STATUS = reader.read(Status.class);
      DELETE_OPTIONS = reader.read(DeleteOptions.class);
      EVICTION = reader.read(Eviction.class);
      KINDS = new Kinds(RECORDS.stream().map(type -> resource(type, reader.read(type))).toList());
    }
  }
}
