package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:Endpoints */
@ApiKind(group = "", version = "v1", kind = "Endpoints", plural = "endpoints", shortNames = "ep")
@ApiType("TYPEDOC:Endpoints")
public record Endpoints(
    @ApiField(number = 1, doc = "FIELD:Endpoints.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Endpoints.subsets") List<EndpointSubset> subsets)
    implements KubernetesObject, EndpointsBuilder.With {

  /** DOC:EndpointSubset */
  @ApiType("TYPEDOC:EndpointSubset")
  public record EndpointSubset(
      @ApiField(number = 1, doc = "FIELD:EndpointSubset.addresses") List<EndpointAddress> addresses,
      @ApiField(number = 2, doc = "FIELD:EndpointSubset.notReadyAddresses")
          List<EndpointAddress> notReadyAddresses,
      @ApiField(number = 3, doc = "FIELD:EndpointSubset.ports") List<EndpointPort> ports)
      implements EndpointSubsetBuilder.With {}

  /** DOC:EndpointAddress */
  @ApiType("TYPEDOC:EndpointAddress")
  public record EndpointAddress(
      @ApiField(number = 1, doc = "FIELD:EndpointAddress.ip", required = true) String ip,
      @ApiField(number = 3, doc = "FIELD:EndpointAddress.hostname") @Nullable String hostname,
      @ApiField(number = 4, doc = "FIELD:EndpointAddress.nodeName") @Nullable String nodeName,
      @ApiField(number = 2, doc = "FIELD:EndpointAddress.targetRef")
          @Nullable ObjectReference targetRef)
      implements EndpointAddressBuilder.With {}

  /** DOC:EndpointPort */
  @ApiType("TYPEDOC:EndpointPort")
  public record EndpointPort(
      @ApiField(number = 1, doc = "FIELD:EndpointPort.name") @Nullable String name,
      @ApiField(number = 2, doc = "FIELD:EndpointPort.port", required = true) Integer port,
      @ApiField(number = 3, doc = "FIELD:EndpointPort.protocol", defaultValue = "\"TCP\"")
          @Nullable String protocol,
      @ApiField(number = 4, doc = "FIELD:EndpointPort.appProtocol") @Nullable String appProtocol)
      implements EndpointPortBuilder.With {}
}
