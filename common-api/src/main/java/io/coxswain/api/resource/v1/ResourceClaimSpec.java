package io.coxswain.api.resource.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which devices are wanted. */
@ApiType("Which devices are wanted.")
public record ResourceClaimSpec(
    @ApiField(number = 1, doc = "The devices.", struct = true) DeviceClaim devices)
    implements ResourceClaimSpecBuilder.With {

  /** The devices a claim wants, and conditions on all of them. */
  @ApiType("The devices a claim wants, and conditions on all of them.")
  public record DeviceClaim(
      @ApiField(number = 1, doc = "Devices that are wanted, all of them.")
          List<DeviceRequest> requests,
      @ApiField(number = 2, doc = "Conditions on devices of several requests together.")
          List<DeviceConstraint> constraints,
      @ApiField(number = 3, doc = "Settings for drivers.") List<DeviceClaimConfiguration> config)
      implements DeviceClaimBuilder.With {}

  /** A request for devices; exactly one of exactly and firstAvailable is set. */
  @ApiType("A request for devices; exactly one of exactly and firstAvailable is set.")
  public record DeviceRequest(
      @ApiField(
              number = 1,
              doc = "Name by which containers, constraints and settings speak of the request.",
              required = true)
          String name,
      @ApiField(number = 2, doc = "The devices that are wanted.")
          @Nullable ExactDeviceRequest exactly,
      @ApiField(number = 3, doc = "Alternatives, of which the first that can be had is taken.")
          List<DeviceSubRequest> firstAvailable)
      implements DeviceRequestBuilder.With {}

  /** A request for devices of one class. */
  @ApiType("A request for devices of one class.")
  public record ExactDeviceRequest(
      @ApiField(number = 1, doc = "The DeviceClass.", required = true) String deviceClassName,
      @ApiField(number = 2, doc = "Conditions that a device must meet besides those of the class.")
          List<DeviceSelector> selectors,
      @ApiField(
              number = 3,
              doc = "ExactCount for a number of devices, All for all that match.",
              enumValues = {"All", "ExactCount"})
          @Nullable String allocationMode,
      @ApiField(number = 4, doc = "Number of devices with ExactCount; 1 unless set.")
          @Nullable Long count,
      @ApiField(
              number = 5,
              doc = "Access for administration to devices that others may use at the same time.")
          @Nullable Boolean adminAccess,
      @ApiField(number = 6, doc = "Taints of devices that are put up with.")
          List<DeviceToleration> tolerations,
      @ApiField(number = 7, doc = "How much of the devices' capacities is wanted.")
          @Nullable CapacityRequirements capacity)
      implements ExactDeviceRequestBuilder.With {}

  /** An alternative of a request. */
  @ApiType("An alternative of a request.")
  public record DeviceSubRequest(
      @ApiField(
              number = 1,
              doc = "Name of the alternative, unique in its request.",
              required = true)
          String name,
      @ApiField(number = 2, doc = "The DeviceClass.", required = true) String deviceClassName,
      @ApiField(number = 3, doc = "Conditions that a device must meet besides those of the class.")
          List<DeviceSelector> selectors,
      @ApiField(
              number = 4,
              doc = "ExactCount for a number of devices, All for all that match.",
              enumValues = {"All", "ExactCount"})
          @Nullable String allocationMode,
      @ApiField(number = 5, doc = "Number of devices with ExactCount; 1 unless set.")
          @Nullable Long count,
      @ApiField(number = 6, doc = "Taints of devices that are put up with.")
          List<DeviceToleration> tolerations,
      @ApiField(number = 7, doc = "How much of the devices' capacities is wanted.")
          @Nullable CapacityRequirements capacity)
      implements DeviceSubRequestBuilder.With {}

  /** A condition on several devices together. */
  @ApiType("A condition on several devices together.")
  public record DeviceConstraint(
      @ApiField(number = 1, doc = "Requests that are meant; all where none is given.")
          List<String> requests,
      @ApiField(number = 2, doc = "Attribute that must be the same in all of the devices.")
          @Nullable String matchAttribute,
      @ApiField(number = 3, doc = "Attribute that must differ in all of the devices.")
          @Nullable String distinctAttribute)
      implements DeviceConstraintBuilder.With {}

  /** Settings of a claim for one driver. */
  @ApiType("Settings of a claim for one driver.")
  public record DeviceClaimConfiguration(
      @ApiField(number = 1, doc = "Requests that are meant; all where none is given.")
          List<String> requests,
      @ApiField(number = 1, within = 2, doc = "Settings that only the driver understands.")
          @Nullable OpaqueDeviceConfiguration opaque)
      implements DeviceClaimConfigurationBuilder.With {}
}
