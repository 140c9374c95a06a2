package io.coxswain.apiserver.registry.decode;

import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.Set;

/**
 * Which fields upstream does not tell {@code ""}, {@code false} or {@code 0} from absent in.
 * Keeping them would show fields upstream never shows, and make unchanged objects look changed.
 */
final class ZeroValues {
  /** Strings in which the empty text has a meaning of its own. */
  private static final Set<String> MEANINGFUL_EMPTY_STRINGS =
      Set.of(
          "volumeAttributesClassName",
          "apiGroup",
          "appProtocol",
          "hostnameOverride",
          "ingressClassName",
          "localhostProfile",
          "loadBalancerClass",
          "managedBy",
          "nodeName",
          "podIP",
          "service",
          "timeZone");

  /** The same of fields whose name means less elsewhere. */
  private static final Set<String> MEANINGFUL_EMPTY_FIELDS =
      Set.of(
          "AllocatedDeviceStatus.shareID",
          "AzureFilePersistentVolumeSource.secretNamespace",
          "Container.restartPolicy",
          "DeviceAttribute.string",
          "DeviceAttribute.version",
          "DeviceClassSpec.extendedResourceName",
          "DeviceConstraint.distinctAttribute",
          "DeviceConstraint.matchAttribute",
          "DeviceRequestAllocationResult.shareID",
          "GlusterfsPersistentVolumeSource.endpointsNamespace",
          "ISCSIPersistentVolumeSource.initiatorName",
          "ISCSIVolumeSource.initiatorName",
          "PodResourceClaim.resourceClaimName",
          "PodResourceClaim.resourceClaimTemplateName",
          "PodSpec.preemptionPolicy",
          "PodSpec.runtimeClassName",
          "SecurityContext.procMount",
          "ServiceReference.path",
          "ServiceSpec.trafficDistribution",
          "StatefulSetSpec.serviceName",
          "VolumeAttachmentSource.persistentVolumeName",
          "VolumeMount.mountPropagation",
          "VolumeMount.recursiveReadOnly",
          "WebhookClientConfig.url",
          "WindowsSecurityContextOptions.gmsaCredentialSpec",
          "WindowsSecurityContextOptions.gmsaCredentialSpecName",
          "WindowsSecurityContextOptions.runAsUserName");

  /** Sources that hold {@code fsType} as a pointer. */
  private static final Set<String> FS_TYPE_POINTERS =
      Set.of("AzureDiskVolumeSource", "CSIVolumeSource", "LocalVolumeSource");

  private static final Set<String> FALSE =
      Set.of(
          "PodSpec.hostNetwork",
          "PodSpec.hostPID",
          "PodSpec.hostIPC",
          "Container.stdin",
          "Container.stdinOnce",
          "Container.tty",
          "EphemeralContainer.stdin",
          "EphemeralContainer.stdinOnce",
          "EphemeralContainer.tty",
          "NodeSpec.unschedulable",
          "DeploymentSpec.paused",
          "ResourcePolicyRule.clusterScope",
          "ServiceSpec.publishNotReadyAddresses",
          "PriorityClass.globalDefault",
          "APIServiceSpec.insecureSkipTLSVerify",
          "CustomResourceDefinitionSpec.preserveUnknownFields",
          "CustomResourceDefinitionVersion.deprecated",
          "JSONSchemaProps.exclusiveMaximum",
          "JSONSchemaProps.exclusiveMinimum",
          "JSONSchemaProps.nullable",
          "JSONSchemaProps.uniqueItems",
          "JSONSchemaProps.x-kubernetes-embedded-resource",
          "JSONSchemaProps.x-kubernetes-int-or-string",
          "TokenReviewStatus.authenticated",
          "SubjectAccessReviewStatus.denied");

  /** Booleans of volume sources, most of which Go holds as plain values. */
  private static final Set<String> FALSE_IN_SOURCES =
      Set.of("readOnly", "sslEnabled", "chapAuthDiscovery", "chapAuthSession");

  /** Types in which a field of {@link #FALSE_IN_SOURCES} does tell false from absent. */
  private static final Set<String> FALSE_POINTERS =
      Set.of("AzureDiskVolumeSource.readOnly", "CSIVolumeSource.readOnly");

  private static final Set<String> ZERO =
      Set.of(
          "minReadySeconds",
          "initialDelaySeconds",
          "timeoutSeconds",
          "periodSeconds",
          "successThreshold",
          "failureThreshold",
          "hostPort",
          "nodePort",
          "healthCheckNodePort",
          "generation",
          "observedGeneration",
          "count",
          "active",
          "succeeded",
          "failed",
          "availableReplicas",
          "readyReplicas",
          "updatedReplicas",
          "currentReplicas",
          "unavailableReplicas",
          "fullyLabeledReplicas",
          "updatedNumberScheduled",
          "numberAvailable",
          "numberUnavailable",
          "sizeBytes",
          "signal",
          "code",
          "retryAfterSeconds");

  /** Types in which a field of {@link #ZERO} does tell 0 from absent, or is always written. */
  private static final Set<String> POINTERS =
      Set.of(
          "ClientIPConfig.timeoutSeconds",
          "MutatingWebhook.timeoutSeconds",
          "SessionAffinityConfig.timeoutSeconds",
          "StatefulSetStatus.availableReplicas",
          "ValidatingWebhook.timeoutSeconds",
          "VolumeNodeResources.count");

  /** Numbers only the spec of one kind treats so. */
  private static final Set<String> ZERO_OF_TYPE =
      Set.of(
          "DeploymentStatus.replicas",
          "ScaleSpec.replicas",
          "Event.count",
          "Event.deprecatedCount",
          "ServiceBackendPort.number",
          "AWSElasticBlockStoreVolumeSource.partition",
          "CustomResourceColumnDefinition.priority",
          "GCEPersistentDiskVolumeSource.partition");

  private ZeroValues() {}

  static boolean omitted(String type, Property property) {
    if (!(property.schema() instanceof ScalarSchema scalar)) {
      return false;
    }
    var name = property.name();
    var qualified = type + "." + name;
    return switch (scalar.kind()) {
      case STRING -> keepsNoEmptyString(type, name);
      case BOOLEAN ->
          FALSE.contains(qualified)
              || FALSE_IN_SOURCES.contains(name) && !FALSE_POINTERS.contains(qualified);
      case INT32, INT64 ->
          ZERO.contains(name) && !POINTERS.contains(qualified) || ZERO_OF_TYPE.contains(qualified);
      case DOUBLE, TIME, MICRO_TIME, QUANTITY, INT_OR_STRING, BYTES -> false;
    };
  }

  private static boolean keepsNoEmptyString(String type, String name) {
    // pods and claims hold these as plain strings, endpoints and volumes as pointers
    if (name.equals("nodeName") || name.equals("podIP")) {
      return type.startsWith("Pod");
    }
    if (name.equals("fsType")) {
      return !FS_TYPE_POINTERS.contains(type);
    }
    if (name.equals("storageClassName")) {
      return type.equals("PersistentVolumeSpec");
    }
    if (name.equals("apiGroup") && type.equals("ResourceClaimConsumerReference")) {
      return true;
    }
    return !MEANINGFUL_EMPTY_STRINGS.contains(name)
        && !MEANINGFUL_EMPTY_FIELDS.contains(type + "." + name);
  }
}
