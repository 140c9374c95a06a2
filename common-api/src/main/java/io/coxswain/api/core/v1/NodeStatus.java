package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a node. */
@ApiType("What is known of a node.")
public record NodeStatus(
    @ApiField(number = 1, doc = "All its resources.") Map<String, Quantity> capacity,
    @ApiField(number = 2, doc = "Resources that pods may use.") Map<String, Quantity> allocatable,
    @ApiField(
            number = 3,
            doc = "Unused; kept for old objects.",
            enumValues = {"Pending", "Running", "Terminated"})
        @Nullable String phase,
    @ApiField(
            number = 4,
            doc = "Latest observations of its state, one per type.",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<NodeCondition> conditions,
    @ApiField(
            number = 5,
            doc = "Its addresses and names.",
            listType = ListType.MAP,
            keys = {"type"},
            mergeKey = "type")
        List<NodeAddress> addresses,
    @ApiField(number = 6, doc = "Ports of its daemons.", struct = true)
        NodeDaemonEndpoints daemonEndpoints,
    @ApiField(number = 7, doc = "Its software and identity.", struct = true)
        NodeSystemInfo nodeInfo,
    @ApiField(number = 8, doc = "Images it has.") List<ContainerImage> images,
    @ApiField(number = 9, doc = "Attachable volumes its pods use.") List<String> volumesInUse,
    @ApiField(number = 10, doc = "Volumes that are attached to it.")
        List<AttachedVolume> volumesAttached,
    @ApiField(number = 11, doc = "State of its dynamic configuration; unused.")
        @Nullable NodeConfigStatus config,
    @ApiField(number = 12, doc = "Ways of running containers that it knows.")
        List<NodeRuntimeHandler> runtimeHandlers,
    @ApiField(number = 13, doc = "What its container runtime can do.")
        @Nullable NodeFeatures features)
    implements NodeStatusBuilder.With {

  /** One observation of a node. */
  @ApiType("One observation of a node.")
  public record NodeCondition(
      @ApiField(
              number = 1,
              doc =
                  "What is observed: Ready, MemoryPressure, DiskPressure, PIDPressure and others.",
              required = true)
          String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 3, doc = "When the condition was reported last.")
          @Nullable Instant lastHeartbeatTime,
      @ApiField(number = 4, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 5, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 6, doc = "Explanation for people.") @Nullable String message)
      implements NodeConditionBuilder.With {}

  /** An address or name of a node. */
  @ApiType("An address or name of a node.")
  public record NodeAddress(
      @ApiField(
              number = 1,
              doc = "Hostname, InternalIP, ExternalIP, InternalDNS or ExternalDNS.",
              required = true)
          String type,
      @ApiField(number = 2, doc = "The address.", required = true) String address)
      implements NodeAddressBuilder.With {}

  /** Ports of a node's daemons. */
  @ApiType("Ports of a node's daemons.")
  public record NodeDaemonEndpoints(
      @ApiField(number = 1, doc = "Port of the kubelet.", struct = true)
          DaemonEndpoint kubeletEndpoint)
      implements NodeDaemonEndpointsBuilder.With {}

  /** Port of a daemon. */
  @ApiType("Port of a daemon.")
  public record DaemonEndpoint(
      @ApiField(number = 1, doc = "Number of the port.", required = true) Integer Port)
      implements DaemonEndpointBuilder.With {}

  /** Software and identity of a node. */
  @ApiType("Software and identity of a node.")
  public record NodeSystemInfo(
      @ApiField(number = 1, doc = "Id of the machine, from /etc/machine-id.", required = true)
          String machineID,
      @ApiField(number = 2, doc = "Id of the hardware.", required = true) String systemUUID,
      @ApiField(number = 3, doc = "Id of this boot.", required = true) String bootID,
      @ApiField(number = 4, doc = "Version of the kernel.", required = true) String kernelVersion,
      @ApiField(number = 5, doc = "Name of the operating system.", required = true) String osImage,
      @ApiField(number = 6, doc = "Container runtime and its version.", required = true)
          String containerRuntimeVersion,
      @ApiField(number = 7, doc = "Version of the kubelet.", required = true) String kubeletVersion,
      @ApiField(number = 8, doc = "Unused; kept for old clients.", required = true)
          String kubeProxyVersion,
      @ApiField(number = 9, doc = "linux or windows.", required = true) String operatingSystem,
      @ApiField(number = 10, doc = "Processor architecture, such as amd64.", required = true)
          String architecture,
      @ApiField(number = 11, doc = "Swap space of the node.") @Nullable NodeSwapStatus swap)
      implements NodeSystemInfoBuilder.With {}

  /** Swap space of a node. */
  @ApiType("Swap space of a node.")
  public record NodeSwapStatus(
      @ApiField(number = 1, doc = "Its size in bytes.") @Nullable Long capacity)
      implements NodeSwapStatusBuilder.With {}

  /** An image on a node. */
  @ApiType("An image on a node.")
  public record ContainerImage(
      @ApiField(number = 1, doc = "Names of the image.") List<String> names,
      @ApiField(number = 2, doc = "Size of the image in bytes.") @Nullable Long sizeBytes)
      implements ContainerImageBuilder.With {}

  /** A volume attached to a node. */
  @ApiType("A volume attached to a node.")
  public record AttachedVolume(
      @ApiField(number = 1, doc = "Name of the volume.", required = true) String name,
      @ApiField(number = 2, doc = "Path of its device.", required = true) String devicePath)
      implements AttachedVolumeBuilder.With {}

  /** State of a kubelet's dynamic configuration; unused. */
  @ApiType("State of a kubelet's dynamic configuration; unused.")
  public record NodeConfigStatus(
      @ApiField(number = 1, doc = "Configuration it shall use.")
          @Nullable NodeConfigSource assigned,
      @ApiField(number = 2, doc = "Configuration it uses.") @Nullable NodeConfigSource active,
      @ApiField(number = 3, doc = "Configuration it falls back to.")
          @Nullable NodeConfigSource lastKnownGood,
      @ApiField(number = 4, doc = "Why it can't use the assigned one.") @Nullable String error)
      implements NodeConfigStatusBuilder.With {}

  /** A way of running containers. */
  @ApiType("A way of running containers.")
  public record NodeRuntimeHandler(
      @ApiField(number = 1, doc = "Name of the handler; empty for the default.")
          @Nullable String name,
      @ApiField(number = 2, doc = "What it can do.") @Nullable NodeRuntimeHandlerFeatures features)
      implements NodeRuntimeHandlerBuilder.With {}

  /** What a runtime handler can do. */
  @ApiType("What a runtime handler can do.")
  public record NodeRuntimeHandlerFeatures(
      @ApiField(number = 1, doc = "It can make mounts read-only with all below them.")
          @Nullable Boolean recursiveReadOnlyMounts,
      @ApiField(number = 2, doc = "It can give pods user namespaces.")
          @Nullable Boolean userNamespaces)
      implements NodeRuntimeHandlerFeaturesBuilder.With {}

  /** What a node's container runtime can do. */
  @ApiType("What a node's container runtime can do.")
  public record NodeFeatures(
      @ApiField(number = 1, doc = "It honours supplementalGroupsPolicy.")
          @Nullable Boolean supplementalGroupsPolicy)
      implements NodeFeaturesBuilder.With {}
}
