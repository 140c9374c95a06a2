package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:NodeStatus */
@ApiType("TYPEDOC:NodeStatus")
public record NodeStatus(
    @ApiField(number = 1, doc = "FIELD:NodeStatus.capacity") Map<String, Quantity> capacity,
    @ApiField(number = 2, doc = "FIELD:NodeStatus.allocatable") Map<String, Quantity> allocatable,
    @ApiField(number = 3, doc = "FIELD:NodeStatus.phase") @Nullable String phase,
    @ApiField(
            number = 4,
            doc = "FIELD:NodeStatus.conditions",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<NodeCondition> conditions,
    @ApiField(
            number = 5,
            doc = "FIELD:NodeStatus.addresses",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<NodeAddress> addresses,
    @ApiField(number = 6, doc = "FIELD:NodeStatus.daemonEndpoints", struct = true)
        NodeDaemonEndpoints daemonEndpoints,
    @ApiField(number = 7, doc = "FIELD:NodeStatus.nodeInfo", struct = true) NodeSystemInfo nodeInfo,
    @ApiField(number = 8, doc = "FIELD:NodeStatus.images") List<ContainerImage> images,
    @ApiField(number = 9, doc = "FIELD:NodeStatus.volumesInUse") List<String> volumesInUse,
    @ApiField(number = 10, doc = "FIELD:NodeStatus.volumesAttached")
        List<AttachedVolume> volumesAttached,
    @ApiField(number = 11, doc = "FIELD:NodeStatus.config") @Nullable NodeConfigStatus config,
    @ApiField(number = 12, doc = "FIELD:NodeStatus.runtimeHandlers")
        List<NodeRuntimeHandler> runtimeHandlers,
    @ApiField(number = 13, doc = "FIELD:NodeStatus.features") @Nullable NodeFeatures features)
    implements NodeStatusBuilder.With {

  /** DOC:NodeCondition */
  @ApiType("TYPEDOC:NodeCondition")
  public record NodeCondition(
      @ApiField(number = 1, doc = "FIELD:NodeCondition.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:NodeCondition.status", required = true) String status,
      @ApiField(number = 3, doc = "FIELD:NodeCondition.lastHeartbeatTime")
          @Nullable Instant lastHeartbeatTime,
      @ApiField(number = 4, doc = "FIELD:NodeCondition.lastTransitionTime")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "FIELD:NodeCondition.reason") @Nullable String reason,
      @ApiField(number = 6, doc = "FIELD:NodeCondition.message") @Nullable String message)
      implements NodeConditionBuilder.With {}

  /** DOC:NodeAddress */
  @ApiType("TYPEDOC:NodeAddress")
  public record NodeAddress(
      @ApiField(number = 1, doc = "FIELD:NodeAddress.type", required = true) String type,
      @ApiField(number = 2, doc = "FIELD:NodeAddress.address", required = true) String address)
      implements NodeAddressBuilder.With {}

  /** DOC:NodeDaemonEndpoints */
  @ApiType("TYPEDOC:NodeDaemonEndpoints")
  public record NodeDaemonEndpoints(
      @ApiField(number = 1, doc = "FIELD:NodeDaemonEndpoints.kubeletEndpoint", struct = true)
          DaemonEndpoint kubeletEndpoint)
      implements NodeDaemonEndpointsBuilder.With {}

  /** DOC:DaemonEndpoint */
  @ApiType("TYPEDOC:DaemonEndpoint")
  public record DaemonEndpoint(
      @ApiField(number = 1, doc = "FIELD:DaemonEndpoint.Port", required = true) Integer Port)
      implements DaemonEndpointBuilder.With {}

  /** DOC:NodeSystemInfo */
  @ApiType("TYPEDOC:NodeSystemInfo")
  public record NodeSystemInfo(
      @ApiField(number = 1, doc = "FIELD:NodeSystemInfo.machineID", required = true)
          String machineID,
      @ApiField(number = 2, doc = "FIELD:NodeSystemInfo.systemUUID", required = true)
          String systemUUID,
      @ApiField(number = 3, doc = "FIELD:NodeSystemInfo.bootID", required = true) String bootID,
      @ApiField(number = 4, doc = "FIELD:NodeSystemInfo.kernelVersion", required = true)
          String kernelVersion,
      @ApiField(number = 5, doc = "FIELD:NodeSystemInfo.osImage", required = true) String osImage,
      @ApiField(number = 6, doc = "FIELD:NodeSystemInfo.containerRuntimeVersion", required = true)
          String containerRuntimeVersion,
      @ApiField(number = 7, doc = "FIELD:NodeSystemInfo.kubeletVersion", required = true)
          String kubeletVersion,
      @ApiField(number = 8, doc = "FIELD:NodeSystemInfo.kubeProxyVersion", required = true)
          String kubeProxyVersion,
      @ApiField(number = 9, doc = "FIELD:NodeSystemInfo.operatingSystem", required = true)
          String operatingSystem,
      @ApiField(number = 10, doc = "FIELD:NodeSystemInfo.architecture", required = true)
          String architecture,
      @ApiField(number = 11, doc = "FIELD:NodeSystemInfo.swap") @Nullable NodeSwapStatus swap)
      implements NodeSystemInfoBuilder.With {}

  /** DOC:NodeSwapStatus */
  @ApiType("TYPEDOC:NodeSwapStatus")
  public record NodeSwapStatus(
      @ApiField(number = 1, doc = "FIELD:NodeSwapStatus.capacity") @Nullable Long capacity)
      implements NodeSwapStatusBuilder.With {}

  /** DOC:ContainerImage */
  @ApiType("TYPEDOC:ContainerImage")
  public record ContainerImage(
      @ApiField(number = 1, doc = "FIELD:ContainerImage.names") List<String> names,
      @ApiField(number = 2, doc = "FIELD:ContainerImage.sizeBytes") @Nullable Long sizeBytes)
      implements ContainerImageBuilder.With {}

  /** DOC:AttachedVolume */
  @ApiType("TYPEDOC:AttachedVolume")
  public record AttachedVolume(
      @ApiField(number = 1, doc = "FIELD:AttachedVolume.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:AttachedVolume.devicePath", required = true)
          String devicePath)
      implements AttachedVolumeBuilder.With {}

  /** DOC:NodeConfigStatus */
  @ApiType("TYPEDOC:NodeConfigStatus")
  public record NodeConfigStatus(
      @ApiField(number = 1, doc = "FIELD:NodeConfigStatus.assigned")
          @Nullable NodeConfigSource assigned,
      @ApiField(number = 2, doc = "FIELD:NodeConfigStatus.active")
          @Nullable NodeConfigSource active,
      @ApiField(number = 3, doc = "FIELD:NodeConfigStatus.lastKnownGood")
          @Nullable NodeConfigSource lastKnownGood,
      @ApiField(number = 4, doc = "FIELD:NodeConfigStatus.error") @Nullable String error)
      implements NodeConfigStatusBuilder.With {}

  /** DOC:NodeRuntimeHandler */
  @ApiType("TYPEDOC:NodeRuntimeHandler")
  public record NodeRuntimeHandler(
      @ApiField(number = 1, doc = "FIELD:NodeRuntimeHandler.name") @Nullable String name,
      @ApiField(number = 2, doc = "FIELD:NodeRuntimeHandler.features")
          @Nullable NodeRuntimeHandlerFeatures features)
      implements NodeRuntimeHandlerBuilder.With {}

  /** DOC:NodeRuntimeHandlerFeatures */
  @ApiType("TYPEDOC:NodeRuntimeHandlerFeatures")
  public record NodeRuntimeHandlerFeatures(
      @ApiField(number = 1, doc = "FIELD:NodeRuntimeHandlerFeatures.recursiveReadOnlyMounts")
          @Nullable Boolean recursiveReadOnlyMounts,
      @ApiField(number = 2, doc = "FIELD:NodeRuntimeHandlerFeatures.userNamespaces")
          @Nullable Boolean userNamespaces)
      implements NodeRuntimeHandlerFeaturesBuilder.With {}

  /** DOC:NodeFeatures */
  @ApiType("TYPEDOC:NodeFeatures")
  public record NodeFeatures(
      @ApiField(number = 1, doc = "FIELD:NodeFeatures.supplementalGroupsPolicy")
          @Nullable Boolean supplementalGroupsPolicy)
      implements NodeFeaturesBuilder.With {}
}
