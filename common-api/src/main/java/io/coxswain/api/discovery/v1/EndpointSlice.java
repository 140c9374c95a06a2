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

/** DOC:EndpointSlice */
@ApiKind(
    group = "discovery.k8s.io",
    version = "v1",
    kind = "EndpointSlice",
    plural = "endpointslices")
@ApiType("TYPEDOC:EndpointSlice")
public record EndpointSlice(
    @ApiField(doc = "FIELD:EndpointSlice.metadata", struct = true) ObjectMeta metadata,
    @ApiField(
            doc = "FIELD:EndpointSlice.addressType",
            required = true,
            enumValues = {"FQDN", "IPv4", "IPv6"})
        String addressType,
    @ApiField(
            doc = "FIELD:EndpointSlice.endpoints",
            required = true,
            listType = ListType.ATOMIC,
            writeEmpty = true)
        List<Endpoint> endpoints,
    @ApiField(doc = "FIELD:EndpointSlice.ports", listType = ListType.ATOMIC)
        List<EndpointPort> ports)
    implements KubernetesObject, EndpointSliceBuilder.With {

  /** DOC:Endpoint */
  @ApiType("TYPEDOC:Endpoint")
  public record Endpoint(
      @ApiField(doc = "FIELD:Endpoint.addresses", required = true) List<String> addresses,
      @ApiField(doc = "FIELD:Endpoint.conditions") @Nullable EndpointConditions conditions,
      @ApiField(doc = "FIELD:Endpoint.deprecatedTopology") Map<String, String> deprecatedTopology,
      @ApiField(doc = "FIELD:Endpoint.hints") @Nullable EndpointHints hints,
      @ApiField(doc = "FIELD:Endpoint.hostname") @Nullable String hostname,
      @ApiField(doc = "FIELD:Endpoint.nodeName") @Nullable String nodeName,
      @ApiField(doc = "FIELD:Endpoint.targetRef") @Nullable ObjectReference targetRef,
      @ApiField(doc = "FIELD:Endpoint.zone") @Nullable String zone)
      implements EndpointBuilder.With {}

  /** DOC:EndpointConditions */
  @ApiType("TYPEDOC:EndpointConditions")
  public record EndpointConditions(
      @ApiField(doc = "FIELD:EndpointConditions.ready") @Nullable Boolean ready,
      @ApiField(doc = "FIELD:EndpointConditions.serving") @Nullable Boolean serving,
      @ApiField(doc = "FIELD:EndpointConditions.terminating") @Nullable Boolean terminating)
      implements EndpointConditionsBuilder.With {}

  /** DOC:EndpointHints */
  @ApiType("TYPEDOC:EndpointHints")
  public record EndpointHints(
      @ApiField(doc = "FIELD:EndpointHints.forNodes") List<ForNode> forNodes,
      @ApiField(doc = "FIELD:EndpointHints.forZones") List<ForZone> forZones)
      implements EndpointHintsBuilder.With {}

  /** DOC:ForNode */
  @ApiType("TYPEDOC:ForNode")
  public record ForNode(@ApiField(doc = "FIELD:ForNode.name", required = true) String name)
      implements ForNodeBuilder.With {}

  /** DOC:ForZone */
  @ApiType("TYPEDOC:ForZone")
  public record ForZone(@ApiField(doc = "FIELD:ForZone.name", required = true) String name)
      implements ForZoneBuilder.With {}

  /** DOC:EndpointPort */
  @ApiType("TYPEDOC:EndpointPort")
  public record EndpointPort(
      @ApiField(doc = "FIELD:EndpointPort.appProtocol") @Nullable String appProtocol,
      @ApiField(doc = "FIELD:EndpointPort.name") @Nullable String name,
      @ApiField(doc = "FIELD:EndpointPort.port") @Nullable Integer port,
      @ApiField(doc = "FIELD:EndpointPort.protocol", defaultValue = "\"TCP\"")
          @Nullable String protocol)
      implements EndpointPortBuilder.With {}
}
