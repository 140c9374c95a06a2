package io.coxswain.api.discovery.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.ObjectReference;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Part of the addresses behind a service. */
@ApiKind(
    group = "discovery.k8s.io",
    version = "v1",
    kind = "EndpointSlice",
    plural = "endpointslices")
@ApiType("Part of the addresses behind a service.")
public record EndpointSlice(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 4,
            doc = "IPv4, IPv6 or FQDN; it can't be changed.",
            required = true,
            enumValues = {"FQDN", "IPv4", "IPv6"})
        String addressType,
    @ApiField(
            number = 2,
            doc = "The endpoints, 1000 at most.",
            required = true,
            writeEmpty = true,
            listType = ListType.ATOMIC)
        List<Endpoint> endpoints,
    @ApiField(number = 3, doc = "Ports of all the endpoints.", listType = ListType.ATOMIC)
        List<EndpointPort> ports)
    implements KubernetesObject, EndpointSliceBuilder.With {

  /** One pod or other place behind a service. */
  @ApiType("One pod or other place behind a service.")
  public record Endpoint(
      @ApiField(
              number = 1,
              doc = "Its addresses; the first is used.",
              required = true,
              listType = ListType.SET)
          List<String> addresses,
      @ApiField(number = 2, doc = "Whether it takes traffic.", struct = true)
          @Nullable EndpointConditions conditions,
      @ApiField(number = 5, doc = "Topology labels of an older version.")
          Map<String, String> deprecatedTopology,
      @ApiField(number = 8, doc = "Who should use it.") @Nullable EndpointHints hints,
      @ApiField(number = 3, doc = "Name of the endpoint in DNS.") @Nullable String hostname,
      @ApiField(number = 6, doc = "Node of the endpoint.") @Nullable String nodeName,
      @ApiField(number = 4, doc = "Object of the endpoint, usually a pod.")
          @Nullable ObjectReference targetRef,
      @ApiField(number = 7, doc = "Zone of the endpoint.") @Nullable String zone)
      implements EndpointBuilder.With {}

  /** Whether an endpoint takes traffic. */
  @ApiType("Whether an endpoint takes traffic.")
  public record EndpointConditions(
      @ApiField(number = 1, doc = "It takes traffic; absent counts as true.")
          @Nullable Boolean ready,
      @ApiField(number = 2, doc = "It would take traffic even while it is ending.")
          @Nullable Boolean serving,
      @ApiField(number = 3, doc = "It is ending.") @Nullable Boolean terminating)
      implements EndpointConditionsBuilder.With {}

  /** Who should use an endpoint. */
  @ApiType("Who should use an endpoint.")
  public record EndpointHints(
      @ApiField(number = 2, doc = "Nodes that should use it.") List<ForNode> forNodes,
      @ApiField(number = 1, doc = "Zones that should use it.") List<ForZone> forZones)
      implements EndpointHintsBuilder.With {}

  /** A node that should use an endpoint. */
  @ApiType("A node that should use an endpoint.")
  public record ForNode(
      @ApiField(number = 1, doc = "Name of the node.", required = true) String name)
      implements ForNodeBuilder.With {}

  /** A zone that should use an endpoint. */
  @ApiType("A zone that should use an endpoint.")
  public record ForZone(
      @ApiField(number = 1, doc = "Name of the zone.", required = true) String name)
      implements ForZoneBuilder.With {}

  /** A port of endpoints. */
  @ApiType(value = "A port of endpoints.", atomic = true)
  public record EndpointPort(
      @ApiField(number = 4, doc = "Protocol on top of it, such as kubernetes.io/h2c.")
          @Nullable String appProtocol,
      @ApiField(number = 1, doc = "Name of the port, as the service has it.", defaultValue = "\"\"")
          @Nullable String name,
      @ApiField(number = 3, doc = "Number of the port.") @Nullable Integer port,
      @ApiField(
              number = 2,
              doc = "TCP, UDP or SCTP; TCP unless set.",
              defaultValue = "\"TCP\"",
              enumValues = {"SCTP", "TCP", "UDP"})
          @Nullable String protocol)
      implements EndpointPortBuilder.With {}
}
