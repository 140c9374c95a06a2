package io.coxswain.api.resource.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.NodeSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Devices that a driver offers, all of them or a part. */
@ApiKind(
    group = "resource.k8s.io",
    version = "v1",
    kind = "ResourceSlice",
    plural = "resourceslices",
    namespaced = false)
@ApiType("Devices that a driver offers, all of them or a part.")
public record ResourceSlice(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The devices.", required = true, struct = true)
        ResourceSliceSpec spec)
    implements KubernetesObject, ResourceSliceBuilder.With {

  /** Devices that a driver offers, and where. */
  @ApiType("Devices that a driver offers, and where.")
  public record ResourceSliceSpec(
      @ApiField(number = 1, doc = "The driver; can't be changed.", required = true) String driver,
      @ApiField(number = 2, doc = "The pool the devices belong to.", required = true, struct = true)
          ResourcePool pool,
      @ApiField(number = 3, doc = "The node that has the devices; can't be changed.")
          @Nullable String nodeName,
      @ApiField(number = 4, doc = "Nodes that can reach the devices.")
          @Nullable NodeSelector nodeSelector,
      @ApiField(number = 5, doc = "All nodes can reach the devices.") @Nullable Boolean allNodes,
      @ApiField(number = 6, doc = "The devices, at most 128.") List<Device> devices,
      @ApiField(number = 7, doc = "Each device says itself where it is.")
          @Nullable Boolean perDeviceNodeSelection,
      @ApiField(number = 8, doc = "Counters that the devices draw from together.")
          List<CounterSet> sharedCounters)
      implements ResourceSliceSpecBuilder.With {}

  /** Devices that belong together, in one slice or several. */
  @ApiType("Devices that belong together, in one slice or several.")
  public record ResourcePool(
      @ApiField(number = 1, doc = "Name of the pool; can't be changed.", required = true)
          String name,
      @ApiField(
              number = 2,
              doc = "Grows with each change of the pool; slices with a smaller one are outdated.",
              required = true)
          Long generation,
      @ApiField(
              number = 3,
              doc = "Number of slices the pool has at this generation.",
              required = true)
          Long resourceSliceCount)
      implements ResourcePoolBuilder.With {}

  /** A device. */
  @ApiType("A device.")
  public record Device(
      @ApiField(number = 1, doc = "Name of the device, unique in its pool.", required = true)
          String name,
      @ApiField(number = 2, doc = "What the device is, by names with or without a domain.")
          Map<String, DeviceAttribute> attributes,
      @ApiField(number = 3, doc = "How much the device has, by names with or without a domain.")
          Map<String, DeviceCapacity> capacity,
      @ApiField(number = 4, doc = "What the device draws from shared counters.")
          List<DeviceCounterConsumption> consumesCounters,
      @ApiField(number = 5, doc = "The node that has the device.") @Nullable String nodeName,
      @ApiField(number = 6, doc = "Nodes that can reach the device.")
          @Nullable NodeSelector nodeSelector,
      @ApiField(number = 7, doc = "All nodes can reach the device.") @Nullable Boolean allNodes,
      @ApiField(number = 8, doc = "Taints of the device, at most 16.") List<DeviceTaint> taints,
      @ApiField(number = 9, doc = "Whoever is given the device stays on the node chosen then.")
          @Nullable Boolean bindsToNode,
      @ApiField(number = 10, doc = "Conditions to wait for before the pod is bound, at most 4.")
          List<String> bindingConditions,
      @ApiField(number = 11, doc = "Conditions that say the pod can't be bound, at most 4.")
          List<String> bindingFailureConditions,
      @ApiField(number = 12, doc = "Several requests may be given the device at the same time.")
          @Nullable Boolean allowMultipleAllocations)
      implements DeviceBuilder.With {}

  /** A value; exactly one field is set. */
  @ApiType("A value; exactly one field is set.")
  public record DeviceAttribute(
      @JsonProperty("int") @ApiField(number = 2, doc = "A number.") @Nullable Long intValue,
      @JsonProperty("bool") @ApiField(number = 3, doc = "True or false.")
          @Nullable Boolean boolValue,
      @JsonProperty("string") @ApiField(number = 4, doc = "A text, up to 64 characters.")
          @Nullable String stringValue,
      @ApiField(number = 5, doc = "A semantic version, up to 64 characters.")
          @Nullable String version)
      implements DeviceAttributeBuilder.With {}

  /** How much a device has of something. */
  @ApiType("How much a device has of something.")
  public record DeviceCapacity(
      @ApiField(number = 1, doc = "The amount.", required = true) Quantity value,
      @ApiField(number = 2, doc = "How it is shared out.")
          @Nullable CapacityRequestPolicy requestPolicy)
      implements DeviceCapacityBuilder.With {}

  /** How a capacity is shared out. */
  @ApiType("How a capacity is shared out.")
  public record CapacityRequestPolicy(
      @JsonProperty("default")
          @ApiField(number = 1, doc = "What a request takes that names no amount.")
          @Nullable Quantity defaultValue,
      @ApiField(number = 3, doc = "Amounts that may be taken, in order, at most 10.")
          List<Quantity> validValues,
      @ApiField(number = 4, doc = "Bounds of what may be taken.")
          @Nullable CapacityRequestPolicyRange validRange)
      implements CapacityRequestPolicyBuilder.With {}

  /** Bounds of what may be taken of a capacity. */
  @ApiType("Bounds of what may be taken of a capacity.")
  public record CapacityRequestPolicyRange(
      @ApiField(number = 1, doc = "The least that is taken.", required = true) Quantity min,
      @ApiField(number = 2, doc = "The most that may be taken.") @Nullable Quantity max,
      @ApiField(number = 3, doc = "Amounts are rounded up to min and a multiple of this.")
          @Nullable Quantity step)
      implements CapacityRequestPolicyRangeBuilder.With {}

  /** What a device draws from a set of counters. */
  @ApiType("What a device draws from a set of counters.")
  public record DeviceCounterConsumption(
      @ApiField(number = 1, doc = "Name of the set.", required = true) String counterSet,
      @ApiField(number = 2, doc = "Amounts, by the counter's name.", required = true)
          Map<String, Counter> counters)
      implements DeviceCounterConsumptionBuilder.With {}

  /** An amount. */
  @ApiType("An amount.")
  public record Counter(@ApiField(number = 1, doc = "The amount.", required = true) Quantity value)
      implements CounterBuilder.With {}

  /** Counters that devices draw from together. */
  @ApiType("Counters that devices draw from together.")
  public record CounterSet(
      @ApiField(number = 1, doc = "Name of the set.", required = true) String name,
      @ApiField(number = 2, doc = "Amounts there are, by the counter's name.", required = true)
          Map<String, Counter> counters)
      implements CounterSetBuilder.With {}

  /** A reason not to use a device, for those who do not put up with it. */
  @ApiType("A reason not to use a device, for those who do not put up with it.")
  public record DeviceTaint(
      @ApiField(number = 1, doc = "Key of the taint.", required = true) String key,
      @ApiField(number = 2, doc = "Value of the taint.") @Nullable String value,
      @ApiField(
              number = 3,
              doc = "NoSchedule, or NoExecute to evict pods that use the device as well.",
              required = true,
              enumValues = {"NoExecute", "NoSchedule"})
          String effect,
      @ApiField(number = 4, doc = "When the taint was added; the server fills it in.")
          @Nullable Instant timeAdded)
      implements DeviceTaintBuilder.With {}
}
