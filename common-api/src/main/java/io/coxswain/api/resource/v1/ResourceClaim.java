package io.coxswain.api.resource.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.NodeSelector;
import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A wish for devices, and which ones were given. */
@ApiKind(
    group = "resource.k8s.io",
    version = "v1",
    kind = "ResourceClaim",
    plural = "resourceclaims",
    subresources = {"status"})
@ApiType("A wish for devices, and which ones were given.")
public record ResourceClaim(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "Which devices are wanted; can't be changed.",
            required = true,
            struct = true)
        ResourceClaimSpec spec,
    @ApiField(number = 3, doc = "Which devices were given, and to whom.", struct = true)
        ResourceClaimStatus status)
    implements KubernetesObject, ResourceClaimBuilder.With {

  /** Which devices were given, and to whom. */
  @ApiType("Which devices were given, and to whom.")
  public record ResourceClaimStatus(
      @ApiField(number = 1, doc = "The devices, once they are given.")
          @Nullable AllocationResult allocation,
      @ApiField(
              number = 2,
              doc = "Who may use them, at most 256.",
              listType = ListType.MAP,
              keys = {"uid"},
              mergeKey = "uid")
          List<ResourceClaimConsumerReference> reservedFor,
      @ApiField(
              number = 4,
              doc = "What drivers say of the devices.",
              listType = ListType.MAP,
              keys = {"driver", "device", "pool", "shareID"})
          List<AllocatedDeviceStatus> devices)
      implements ResourceClaimStatusBuilder.With {}

  /** Devices that were given. */
  @ApiType("Devices that were given.")
  public record AllocationResult(
      @ApiField(number = 1, doc = "The devices.", struct = true) DeviceAllocationResult devices,
      @ApiField(number = 3, doc = "Nodes where they can be used; all where it is not set.")
          @Nullable NodeSelector nodeSelector,
      @ApiField(number = 5, doc = "When they were given.") @Nullable Instant allocationTimestamp)
      implements AllocationResultBuilder.With {}

  /** Devices that were given, and their settings. */
  @ApiType("Devices that were given, and their settings.")
  public record DeviceAllocationResult(
      @ApiField(number = 1, doc = "The devices.") List<DeviceRequestAllocationResult> results,
      @ApiField(number = 2, doc = "Settings of the claim and of the classes together.")
          List<DeviceAllocationConfiguration> config)
      implements DeviceAllocationResultBuilder.With {}

  /** A device that was given for a request. */
  @ApiType("A device that was given for a request.")
  public record DeviceRequestAllocationResult(
      @ApiField(number = 1, doc = "The request, or REQUEST/ALTERNATIVE.", required = true)
          String request,
      @ApiField(number = 2, doc = "Driver of the device.", required = true) String driver,
      @ApiField(number = 3, doc = "Pool of the device.", required = true) String pool,
      @ApiField(number = 4, doc = "Name of the device in the pool.", required = true) String device,
      @ApiField(number = 5, doc = "The device was given for administration.")
          @Nullable Boolean adminAccess,
      @ApiField(number = 6, doc = "Taints the request put up with.")
          List<DeviceToleration> tolerations,
      @ApiField(number = 7, doc = "Conditions to wait for before the pod is bound.")
          List<String> bindingConditions,
      @ApiField(number = 8, doc = "Conditions that say the pod can't be bound.")
          List<String> bindingFailureConditions,
      @ApiField(number = 9, doc = "Tells shares of one device apart.") @Nullable String shareID,
      @ApiField(number = 10, doc = "What the share takes of the device's capacities.")
          Map<String, Quantity> consumedCapacity)
      implements DeviceRequestAllocationResultBuilder.With {}

  /** Settings for devices that were given. */
  @ApiType("Settings for devices that were given.")
  public record DeviceAllocationConfiguration(
      @ApiField(
              number = 1,
              doc = "Whether they come from the claim or a class: FromClaim or FromClass.",
              required = true,
              enumValues = {"FromClaim", "FromClass"})
          String source,
      @ApiField(number = 2, doc = "Requests that are meant; all where none is given.")
          List<String> requests,
      @ApiField(number = 1, within = 3, doc = "Settings that only the driver understands.")
          @Nullable OpaqueDeviceConfiguration opaque)
      implements DeviceAllocationConfigurationBuilder.With {}

  /** Somebody who uses a claim. */
  @ApiType("Somebody who uses a claim.")
  public record ResourceClaimConsumerReference(
      @ApiField(number = 1, doc = "API group of the resource; empty for core.")
          @Nullable String apiGroup,
      @ApiField(number = 3, doc = "The resource, such as pods.", required = true) String resource,
      @ApiField(number = 4, doc = "Name of the object.", required = true) String name,
      @ApiField(number = 5, doc = "Identifier of the object.", required = true) String uid)
      implements ResourceClaimConsumerReferenceBuilder.With {}

  /** What a driver says of a device that was given. */
  @ApiType("What a driver says of a device that was given.")
  public record AllocatedDeviceStatus(
      @ApiField(number = 1, doc = "Driver of the device.", required = true) String driver,
      @ApiField(number = 2, doc = "Pool of the device.", required = true) String pool,
      @ApiField(number = 3, doc = "Name of the device in the pool.", required = true) String device,
      @ApiField(number = 7, doc = "Tells shares of one device apart.") @Nullable String shareID,
      @ApiField(
              number = 4,
              doc = "Latest observations of its state, at most 8.",
              listType = ListType.MAP,
              keys = {"type"})
          List<Condition> conditions,
      @ApiField(number = 5, doc = "Anything the driver wants to tell, up to 10 KiB.")
          @Nullable JsonNode data,
      @ApiField(number = 6, doc = "How the device is seen on the network.")
          @Nullable NetworkDeviceData networkData)
      implements AllocatedDeviceStatusBuilder.With {}

  /** How a device is seen on the network. */
  @ApiType("How a device is seen on the network.")
  public record NetworkDeviceData(
      @ApiField(number = 1, doc = "Name of the network interface.") @Nullable String interfaceName,
      @ApiField(number = 2, doc = "Addresses with their prefix lengths, such as 192.0.2.5/24.")
          List<String> ips,
      @ApiField(number = 3, doc = "Hardware address of the interface.")
          @Nullable String hardwareAddress)
      implements NetworkDeviceDataBuilder.With {}
}
