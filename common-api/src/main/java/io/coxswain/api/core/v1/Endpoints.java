package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses behind a service; EndpointSlice took its place. */
@ApiKind(group = "", version = "v1", kind = "Endpoints", plural = "endpoints", shortNames = "ep")
@ApiType("Addresses behind a service; EndpointSlice took its place.")
public record Endpoints(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Groups of addresses that share ports.")
        List<EndpointSubset> subsets)
    implements KubernetesObject, EndpointsBuilder.With {

  /** Addresses that share ports. */
  @ApiType("Addresses that share ports.")
  public record EndpointSubset(
      @ApiField(number = 1, doc = "Addresses that are ready.") List<EndpointAddress> addresses,
      @ApiField(number = 2, doc = "Addresses that are not ready yet.")
          List<EndpointAddress> notReadyAddresses,
      @ApiField(number = 3, doc = "Ports of the addresses.") List<EndpointPort> ports)
      implements EndpointSubsetBuilder.With {}

  /** An address behind a service. */
  @ApiType(value = "An address behind a service.", atomic = true)
  public record EndpointAddress(
      @ApiField(number = 1, doc = "The address; neither loopback nor link-local.", required = true)
          String ip,
      @ApiField(number = 3, doc = "Name of the endpoint in DNS.") @Nullable String hostname,
      @ApiField(number = 4, doc = "Node of the endpoint.") @Nullable String nodeName,
      @ApiField(number = 2, doc = "Object of the endpoint, usually a pod.")
          @Nullable ObjectReference targetRef)
      implements EndpointAddressBuilder.With {}

  /** A port of endpoints. */
  @ApiType(value = "A port of endpoints.", atomic = true)
  public record EndpointPort(
      @ApiField(number = 1, doc = "Name of the port, as the service has it.") @Nullable String name,
      @ApiField(number = 2, doc = "Number of the port.", required = true) Integer port,
      @ApiField(
              number = 3,
              doc = "TCP, UDP or SCTP; TCP unless set.",
              defaultValue = "\"TCP\"",
              enumValues = {"SCTP", "TCP", "UDP"})
          @Nullable String protocol,
      @ApiField(number = 4, doc = "Protocol on top of it, such as kubernetes.io/h2c.")
          @Nullable String appProtocol)
      implements EndpointPortBuilder.With {}
}
