package io.coxswain.api.networking.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** An address in use; its name is the address. */
@ApiKind(
    group = "networking.k8s.io",
    version = "v1",
    kind = "IPAddress",
    plural = "ipaddresses",
    shortNames = "ip",
    namespaced = false)
@ApiType("An address in use; its name is the address.")
public record IPAddress(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Who uses it.", struct = true) IPAddressSpec spec)
    implements KubernetesObject, IPAddressBuilder.With {
  /** Who uses an address. */
  @ApiType("Who uses an address.")
  public record IPAddressSpec(
      @ApiField(number = 1, doc = "The object that uses it; can't be changed.", required = true)
          ParentReference parentRef)
      implements IPAddressSpecBuilder.With {}

  /** Names an object. */
  @ApiType("Names an object.")
  public record ParentReference(
      @ApiField(number = 1, doc = "Group of the object.") @Nullable String group,
      @ApiField(number = 2, doc = "Resource of the object, such as services.", required = true)
          String resource,
      @ApiField(number = 3, doc = "Namespace of the object.") @Nullable String namespace,
      @ApiField(number = 4, doc = "Name of the object.", required = true) String name)
      implements ParentReferenceBuilder.With {}
}
