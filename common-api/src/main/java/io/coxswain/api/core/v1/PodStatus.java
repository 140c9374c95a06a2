package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a pod; the kubelet writes most of it. */
@ApiType("What is known of a pod; the kubelet writes most of it.")
public record PodStatus(
    @ApiField(number = 17, doc = "The metadata.generation this status speaks of.")
        @Nullable Long observedGeneration,
    @ApiField(
            number = 1,
            doc = "Pending, Running, Succeeded, Failed or Unknown.",
            defaultValue = "\"Pending\"",
            enumValues = {"Failed", "Pending", "Running", "Succeeded", "Unknown"})
        @Nullable String phase,
    @ApiField(
            number = 2,
            doc = "Latest observations of its state, one per type.",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<PodCondition> conditions,
    @ApiField(number = 3, doc = "Why the pod is in this state, for people.")
        @Nullable String message,
    @ApiField(number = 4, doc = "Why the pod is in this state, in one word, such as Evicted.")
        @Nullable String reason,
    @ApiField(number = 11, doc = "Node where other pods make room for it.")
        @Nullable String nominatedNodeName,
    @ApiField(number = 5, doc = "Address of its node.") @Nullable String hostIP,
    @ApiField(number = 16, doc = "Addresses of its node, one per family.", mergeKey = "ip")
        List<HostIP> hostIPs,
    @ApiField(number = 6, doc = "Its address.") @Nullable String podIP,
    @ApiField(
            number = 12,
            doc = "Its addresses, one per family; the first is podIP.",
            listType = ListType.MAP,
            keys = {"ip"},
            mergeKey = "ip")
        List<PodIP> podIPs,
    @ApiField(number = 7, doc = "When the kubelet took it on.") @Nullable Instant startTime,
    @ApiField(number = 10, doc = "State of the init containers.")
        List<ContainerStatus> initContainerStatuses,
    @ApiField(number = 8, doc = "State of the containers.") List<ContainerStatus> containerStatuses,
    @ApiField(
            number = 9,
            doc = "Guaranteed, Burstable or BestEffort, from its requests and limits.",
            enumValues = {"BestEffort", "Burstable", "Guaranteed"})
        @Nullable String qosClass,
    @ApiField(number = 13, doc = "State of the ephemeral containers.")
        List<ContainerStatus> ephemeralContainerStatuses,
    @ApiField(number = 14, doc = "How far a resize is; conditions say it now.")
        @Nullable String resize,
    @ApiField(
            number = 15,
            doc = "Claims made from the pod's templates.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name",
            retainKeys = true)
        List<PodResourceClaimStatus> resourceClaimStatuses,
    @ApiField(number = 18, doc = "Claim made for extended resources that devices provide.")
        @Nullable PodExtendedResourceClaimStatus extendedResourceClaimStatus)
    implements PodStatusBuilder.With {

  /** One observation of a pod. */
  @ApiType("One observation of a pod.")
  public record PodCondition(
      @ApiField(
              number = 1,
              doc =
                  "What is observed: PodScheduled, Initialized, ContainersReady, Ready and others.",
              required = true)
          String type,
      @ApiField(number = 7, doc = "The metadata.generation this status speaks of.")
          @Nullable Long observedGeneration,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 3, doc = "When the condition was checked last.")
          @Nullable Instant lastProbeTime,
      @ApiField(number = 4, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 6, doc = "Explanation for people.") @Nullable String message)
      implements PodConditionBuilder.With {}

  /** An address of a node. */
  @ApiType("An address of a node.")
  public record HostIP(@ApiField(number = 1, doc = "The address.", required = true) String ip)
      implements HostIPBuilder.With {}

  /** An address of a pod. */
  @ApiType("An address of a pod.")
  public record PodIP(@ApiField(number = 1, doc = "The address.", required = true) String ip)
      implements PodIPBuilder.With {}

  /** A claim made from a template. */
  @ApiType("A claim made from a template.")
  public record PodResourceClaimStatus(
      @ApiField(number = 1, doc = "Name of the entry in the pod's resourceClaims.", required = true)
          String name,
      @ApiField(number = 2, doc = "Name of the claim; absent where none was needed.")
          @Nullable String resourceClaimName)
      implements PodResourceClaimStatusBuilder.With {}

  /** A claim made for extended resources. */
  @ApiType("A claim made for extended resources.")
  public record PodExtendedResourceClaimStatus(
      @ApiField(
              number = 1,
              doc = "Which request serves which resource of which container.",
              required = true)
          List<ContainerExtendedResourceRequest> requestMappings,
      @ApiField(number = 2, doc = "Name of the claim.", required = true) String resourceClaimName)
      implements PodExtendedResourceClaimStatusBuilder.With {}

  /** The request that serves one extended resource. */
  @ApiType("The request that serves one extended resource.")
  public record ContainerExtendedResourceRequest(
      @ApiField(number = 1, doc = "Name of the container.", required = true) String containerName,
      @ApiField(number = 2, doc = "Name of the resource.", required = true) String resourceName,
      @ApiField(number = 3, doc = "Name of the request in the claim.", required = true)
          String requestName)
      implements ContainerExtendedResourceRequestBuilder.With {}
}
