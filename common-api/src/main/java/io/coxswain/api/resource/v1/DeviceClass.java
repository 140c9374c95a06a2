package io.coxswain.api.resource.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sort of devices, with the settings they get, for claims to name. */
@ApiKind(
    group = "resource.k8s.io",
    version = "v1",
    kind = "DeviceClass",
    plural = "deviceclasses",
    namespaced = false)
@ApiType("A sort of devices, with the settings they get, for claims to name.")
public record DeviceClass(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "Which devices belong to the class, and their settings.",
            required = true,
            struct = true)
        DeviceClassSpec spec)
    implements KubernetesObject, DeviceClassBuilder.With {

  /** Which devices belong to a class, and their settings. */
  @ApiType("Which devices belong to a class, and their settings.")
  public record DeviceClassSpec(
      @ApiField(number = 1, doc = "Conditions that a device must meet, all of them.")
          List<DeviceSelector> selectors,
      @ApiField(number = 2, doc = "Settings for devices claimed through the class.")
          List<DeviceClassConfiguration> config,
      @ApiField(
              number = 4,
              doc = "Name under which pods may ask for such devices as an extended resource.")
          @Nullable String extendedResourceName)
      implements DeviceClassSpecBuilder.With {}

  /** Settings of a class for one driver. */
  @ApiType("Settings of a class for one driver.")
  public record DeviceClassConfiguration(
      @ApiField(number = 1, within = 1, doc = "Settings that only the driver understands.")
          @Nullable OpaqueDeviceConfiguration opaque)
      implements DeviceClassConfigurationBuilder.With {}
}
