package io.coxswain.api.core.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:Service */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Service",
    plural = "services",
    shortNames = "svc",
    categories = "all",
    subresources = {"status"})
@ApiType("TYPEDOC:Service")
public record Service(
    @ApiField(number = 1, doc = "FIELD:Service.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Service.spec", struct = true) ServiceSpec spec,
    @ApiField(number = 3, doc = "FIELD:Service.status", struct = true) ServiceStatus status)
    implements KubernetesObject, ServiceBuilder.With {

  /** DOC:ServiceSpec */
  @ApiType("TYPEDOC:ServiceSpec")
  public record ServiceSpec(
      @ApiField(
              number = 1,
              doc = "FIELD:ServiceSpec.ports",
              listType = ListType.MAP,
              keys = {"port", "protocol"},
              mergeKey = "port")
          List<ServicePort> ports,
      @ApiField(number = 2, doc = "FIELD:ServiceSpec.selector") Map<String, String> selector,
      @ApiField(number = 3, doc = "FIELD:ServiceSpec.clusterIP") @Nullable String clusterIP,
      @ApiField(number = 18, doc = "FIELD:ServiceSpec.clusterIPs") List<String> clusterIPs,
      @ApiField(
              number = 4,
              doc = "FIELD:ServiceSpec.type",
              defaultValue = "\"ClusterIP\"",
              enumValues = {"ClusterIP", "ExternalName", "LoadBalancer", "NodePort"})
          @Nullable String type,
      @ApiField(number = 5, doc = "FIELD:ServiceSpec.externalIPs") List<String> externalIPs,
      @ApiField(
              number = 7,
              doc = "FIELD:ServiceSpec.sessionAffinity",
              defaultValue = "\"None\"",
              enumValues = {"ClientIP", "None"})
          @Nullable String sessionAffinity,
      @ApiField(number = 8, doc = "FIELD:ServiceSpec.loadBalancerIP")
          @Nullable String loadBalancerIP,
      @ApiField(number = 9, doc = "FIELD:ServiceSpec.loadBalancerSourceRanges")
          List<String> loadBalancerSourceRanges,
      @ApiField(number = 10, doc = "FIELD:ServiceSpec.externalName") @Nullable String externalName,
      @ApiField(
              number = 11,
              doc = "FIELD:ServiceSpec.externalTrafficPolicy",
              enumValues = {"Cluster", "Local"})
          @Nullable String externalTrafficPolicy,
      @ApiField(number = 12, doc = "FIELD:ServiceSpec.healthCheckNodePort")
          @Nullable Integer healthCheckNodePort,
      @ApiField(number = 13, doc = "FIELD:ServiceSpec.publishNotReadyAddresses")
          @Nullable Boolean publishNotReadyAddresses,
      @ApiField(number = 14, doc = "FIELD:ServiceSpec.sessionAffinityConfig")
          @Nullable SessionAffinityConfig sessionAffinityConfig,
      @ApiField(number = 19, doc = "FIELD:ServiceSpec.ipFamilies") List<String> ipFamilies,
      @ApiField(number = 17, doc = "FIELD:ServiceSpec.ipFamilyPolicy")
          @Nullable String ipFamilyPolicy,
      @ApiField(number = 20, doc = "FIELD:ServiceSpec.allocateLoadBalancerNodePorts")
          @Nullable Boolean allocateLoadBalancerNodePorts,
      @ApiField(number = 21, doc = "FIELD:ServiceSpec.loadBalancerClass")
          @Nullable String loadBalancerClass,
      @ApiField(
              number = 22,
              doc = "FIELD:ServiceSpec.internalTrafficPolicy",
              enumValues = {"Cluster", "Local"})
          @Nullable String internalTrafficPolicy,
      @ApiField(number = 23, doc = "FIELD:ServiceSpec.trafficDistribution")
          @Nullable String trafficDistribution)
      implements ServiceSpecBuilder.With {}

  /** DOC:ServicePort */
  @ApiType("TYPEDOC:ServicePort")
  public record ServicePort(
      @ApiField(number = 1, doc = "FIELD:ServicePort.name") @Nullable String name,
      @ApiField(
              number = 2,
              doc = "FIELD:ServicePort.protocol",
              defaultValue = "\"TCP\"",
              enumValues = {"SCTP", "TCP", "UDP"})
          @Nullable String protocol,
      @ApiField(number = 6, doc = "FIELD:ServicePort.appProtocol") @Nullable String appProtocol,
      @ApiField(number = 3, doc = "FIELD:ServicePort.port", required = true) Integer port,
      @ApiField(number = 4, doc = "FIELD:ServicePort.targetPort") @Nullable IntOrString targetPort,
      @ApiField(number = 5, doc = "FIELD:ServicePort.nodePort") @Nullable Integer nodePort)
      implements ServicePortBuilder.With {}

  /** DOC:SessionAffinityConfig */
  @ApiType("TYPEDOC:SessionAffinityConfig")
  public record SessionAffinityConfig(
      @ApiField(number = 1, doc = "FIELD:SessionAffinityConfig.clientIP")
          @Nullable ClientIPConfig clientIP)
      implements SessionAffinityConfigBuilder.With {}

  /** DOC:ClientIPConfig */
  @ApiType("TYPEDOC:ClientIPConfig")
  public record ClientIPConfig(
      @ApiField(number = 1, doc = "FIELD:ClientIPConfig.timeoutSeconds")
          @Nullable Integer timeoutSeconds)
      implements ClientIPConfigBuilder.With {}

  /** DOC:ServiceStatus */
  @ApiType("TYPEDOC:ServiceStatus")
  public record ServiceStatus(
      @ApiField(number = 1, doc = "FIELD:ServiceStatus.loadBalancer", struct = true)
          LoadBalancerStatus loadBalancer,
      @ApiField(
              number = 2,
              doc = "FIELD:ServiceStatus.conditions",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<Condition> conditions)
      implements ServiceStatusBuilder.With {}

  /** DOC:LoadBalancerStatus */
  @ApiType("TYPEDOC:LoadBalancerStatus")
  public record LoadBalancerStatus(
      @ApiField(number = 1, doc = "FIELD:LoadBalancerStatus.ingress")
          List<LoadBalancerIngress> ingress)
      implements LoadBalancerStatusBuilder.With {}

  /** DOC:LoadBalancerIngress */
  @ApiType("TYPEDOC:LoadBalancerIngress")
  public record LoadBalancerIngress(
      @ApiField(number = 1, doc = "FIELD:LoadBalancerIngress.ip") @Nullable String ip,
      @ApiField(number = 2, doc = "FIELD:LoadBalancerIngress.hostname") @Nullable String hostname,
      @ApiField(number = 3, doc = "FIELD:LoadBalancerIngress.ipMode") @Nullable String ipMode,
      @ApiField(number = 4, doc = "FIELD:LoadBalancerIngress.ports") List<PortStatus> ports)
      implements LoadBalancerIngressBuilder.With {}

  /** DOC:PortStatus */
  @ApiType("TYPEDOC:PortStatus")
  public record PortStatus(
      @ApiField(number = 1, doc = "FIELD:PortStatus.port", required = true) Integer port,
      @ApiField(number = 2, doc = "FIELD:PortStatus.protocol", required = true) String protocol,
      @ApiField(number = 3, doc = "FIELD:PortStatus.error") @Nullable String error)
      implements PortStatusBuilder.With {}
}
