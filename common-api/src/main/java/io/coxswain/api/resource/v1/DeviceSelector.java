package io.coxswain.api.resource.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A condition on devices; exactly one field is set. */
@ApiType("A condition on devices; exactly one field is set.")
public record DeviceSelector(
    @ApiField(number = 1, doc = "A condition in CEL.") @Nullable CELDeviceSelector cel)
    implements DeviceSelectorBuilder.With {

  /** A condition on devices in CEL. */
  @ApiType("A condition on devices in CEL.")
  public record CELDeviceSelector(
      @ApiField(
              number = 1,
              doc = "CEL that is true of device (driver, attributes, capacity) where it fits.",
              required = true)
          String expression)
      implements CELDeviceSelectorBuilder.With {}
}
