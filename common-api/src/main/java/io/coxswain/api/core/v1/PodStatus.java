package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:PodStatus */
@ApiType("TYPEDOC:PodStatus")
public record PodStatus(
    @ApiField(number = 17, doc = "FIELD:PodStatus.observedGeneration")
        @Nullable Long observedGeneration,
    @ApiField(
            number = 1,
            doc = "FIELD:PodStatus.phase",
            defaultValue = "\"Pending\"",
            enumValues = {"Failed", "Pending", "Running", "Succeeded", "Unknown"})
        @Nullable String phase,
    @ApiField(
            number = 2,
            doc = "FIELD:PodStatus.conditions",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<PodCondition> conditions,
    @ApiField(number = 3, doc = "FIELD:PodStatus.message") @Nullable String message,
    @ApiField(number = 4, doc = "FIELD:PodStatus.reason") @Nullable String reason,
    @ApiField(number = 11, doc = "FIELD:PodStatus.nominatedNodeName")
        @Nullable String nominatedNodeName,
    @ApiField(number = 5, doc = "FIELD:PodStatus.hostIP") @Nullable String hostIP,
    @ApiField(number = 16, doc = "FIELD:PodStatus.hostIPs") List<HostIP> hostIPs,
    @ApiField(number = 6, doc = "FIELD:PodStatus.podIP") @Nullable String podIP,
    @ApiField(
            number = 12,
            doc = "FIELD:PodStatus.podIPs",
            listType = ListType.MAP,
            keys = {"ip"},
            mergeKey = "ip")
        List<PodIP> podIPs,
    @ApiField(number = 7, doc = "FIELD:PodStatus.startTime") @Nullable Instant startTime,
    @ApiField(number = 10, doc = "FIELD:PodStatus.initContainerStatuses")
        List<ContainerStatus> initContainerStatuses,
    @ApiField(number = 8, doc = "FIELD:PodStatus.containerStatuses")
        List<ContainerStatus> containerStatuses,
    @ApiField(number = 9, doc = "FIELD:PodStatus.qosClass") @Nullable String qosClass,
    @ApiField(number = 13, doc = "FIELD:PodStatus.ephemeralContainerStatuses")
        List<ContainerStatus> ephemeralContainerStatuses,
    @ApiField(number = 14, doc = "FIELD:PodStatus.resize") @Nullable String resize,
    @ApiField(number = 15, doc = "FIELD:PodStatus.resourceClaimStatuses")
        List<PodResourceClaimStatus> resourceClaimStatuses,
    @ApiField(number = 18, doc = "FIELD:PodStatus.extendedResourceClaimStatus")
        @Nullable PodExtendedResourceClaimStatus extendedResourceClaimStatus)
    implements PodStatusBuilder.With {

  /** DOC:PodCondition */
  @ApiType("TYPEDOC:PodCondition")
  public record PodCondition(
      @ApiField(number = 1, doc = "FIELD:PodCondition.type", required = true) String type,
      @ApiField(number = 7, doc = "FIELD:PodCondition.observedGeneration")
          @Nullable Long observedGeneration,
      @ApiField(number = 2, doc = "FIELD:PodCondition.status", required = true) String status,
      @ApiField(number = 3, doc = "FIELD:PodCondition.lastProbeTime")
          @Nullable Instant lastProbeTime,
      @ApiField(number = 4, doc = "FIELD:PodCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "FIELD:PodCondition.reason") @Nullable String reason,
      @ApiField(number = 6, doc = "FIELD:PodCondition.message") @Nullable String message)
      implements PodConditionBuilder.With {}

  /** DOC:HostIP */
  @ApiType("TYPEDOC:HostIP")
  public record HostIP(@ApiField(number = 1, doc = "FIELD:HostIP.ip", required = true) String ip)
      implements HostIPBuilder.With {}

  /** DOC:PodIP */
  @ApiType("TYPEDOC:PodIP")
  public record PodIP(@ApiField(number = 1, doc = "FIELD:PodIP.ip", required = true) String ip)
      implements PodIPBuilder.With {}

  /** DOC:PodResourceClaimStatus */
  @ApiType("TYPEDOC:PodResourceClaimStatus")
  public record PodResourceClaimStatus(
      @ApiField(number = 1, doc = "FIELD:PodResourceClaimStatus.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:PodResourceClaimStatus.resourceClaimName")
          @Nullable String resourceClaimName)
      implements PodResourceClaimStatusBuilder.With {}

  /** DOC:PodExtendedResourceClaimStatus */
  @ApiType("TYPEDOC:PodExtendedResourceClaimStatus")
  public record PodExtendedResourceClaimStatus(
      @ApiField(
              number = 1,
              doc = "FIELD:PodExtendedResourceClaimStatus.requestMappings",
              required = true)
          List<ContainerExtendedResourceRequest> requestMappings,
      @ApiField(
              number = 2,
              doc = "FIELD:PodExtendedResourceClaimStatus.resourceClaimName",
              required = true)
          String resourceClaimName)
      implements PodExtendedResourceClaimStatusBuilder.With {}

  /** DOC:ContainerExtendedResourceRequest */
  @ApiType("TYPEDOC:ContainerExtendedResourceRequest")
  public record ContainerExtendedResourceRequest(
      @ApiField(
              number = 1,
              doc = "FIELD:ContainerExtendedResourceRequest.containerName",
              required = true)
          String containerName,
      @ApiField(
              number = 2,
              doc = "FIELD:ContainerExtendedResourceRequest.resourceName",
              required = true)
          String resourceName,
      @ApiField(
              number = 3,
              doc = "FIELD:ContainerExtendedResourceRequest.requestName",
              required = true)
          String requestName)
      implements ContainerExtendedResourceRequestBuilder.With {}
}
