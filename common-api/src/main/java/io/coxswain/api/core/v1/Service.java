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

/** A stable name and address for a changing set of pods. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Service",
    plural = "services",
    shortNames = "svc",
    categories = "all",
    subresources = {"status"})
@ApiType("A stable name and address for a changing set of pods.")
public record Service(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) ServiceSpec spec,
    @ApiField(number = 3, doc = "What the load balancer reports.", struct = true)
        ServiceStatus status)
    implements KubernetesObject, ServiceBuilder.With {

  /** Which pods a service stands for and how it is reached. */
  @ApiType("Which pods a service stands for and how it is reached.")
  public record ServiceSpec(
      @ApiField(
              number = 1,
              doc = "Ports of the service.",
              listType = ListType.MAP,
              keys = {"port", "protocol"},
              mergeKey = "port")
          List<ServicePort> ports,
      @ApiField(
              number = 2,
              doc = "Labels of the pods; without it somebody else writes the endpoints.",
              atomic = true)
          Map<String, String> selector,
      @ApiField(number = 3, doc = "Virtual address; None for a headless service.")
          @Nullable String clusterIP,
      @ApiField(number = 18, doc = "Virtual addresses, one per family; the first is clusterIP.")
          List<String> clusterIPs,
      @ApiField(
              number = 4,
              doc = "ClusterIP, NodePort, LoadBalancer or ExternalName.",
              defaultValue = "\"ClusterIP\"",
              enumValues = {"ClusterIP", "ExternalName", "LoadBalancer", "NodePort"})
          @Nullable String type,
      @ApiField(number = 5, doc = "Further addresses whose traffic nodes take for the service.")
          List<String> externalIPs,
      @ApiField(
              number = 7,
              doc = "None, or ClientIP to keep clients at one pod.",
              defaultValue = "\"None\"",
              enumValues = {"ClientIP", "None"})
          @Nullable String sessionAffinity,
      @ApiField(number = 8, doc = "Address the load balancer shall have, where it can choose.")
          @Nullable String loadBalancerIP,
      @ApiField(number = 9, doc = "Ranges of clients that the load balancer lets in.")
          List<String> loadBalancerSourceRanges,
      @ApiField(number = 10, doc = "Name that DNS answers with, for ExternalName.")
          @Nullable String externalName,
      @ApiField(
              number = 11,
              doc =
                  "Cluster, or Local to use only pods of the node that got the traffic from"
                      + " outside.",
              enumValues = {"Cluster", "Local"})
          @Nullable String externalTrafficPolicy,
      @ApiField(number = 12, doc = "Port of nodes where load balancers ask for local pods.")
          @Nullable Integer healthCheckNodePort,
      @ApiField(number = 13, doc = "Give out addresses of pods that are not ready.")
          @Nullable Boolean publishNotReadyAddresses,
      @ApiField(number = 14, doc = "Settings of the session affinity.")
          @Nullable SessionAffinityConfig sessionAffinityConfig,
      @ApiField(number = 19, doc = "IPv4, IPv6 or both, in order of preference.")
          List<String> ipFamilies,
      @ApiField(
              number = 17,
              doc = "SingleStack, PreferDualStack or RequireDualStack.",
              enumValues = {"PreferDualStack", "RequireDualStack", "SingleStack"})
          @Nullable String ipFamilyPolicy,
      @ApiField(
              number = 20,
              doc = "Whether a LoadBalancer service gets node ports; true unless set.")
          @Nullable Boolean allocateLoadBalancerNodePorts,
      @ApiField(number = 21, doc = "Which load balancer serves it.")
          @Nullable String loadBalancerClass,
      @ApiField(
              number = 22,
              doc = "Cluster, or Local to use only pods of the client's node.",
              enumValues = {"Cluster", "Local"})
          @Nullable String internalTrafficPolicy,
      @ApiField(number = 23, doc = "Which endpoints are preferred, such as PreferClose.")
          @Nullable String trafficDistribution)
      implements ServiceSpecBuilder.With {}

  /** A port of a service. */
  @ApiType("A port of a service.")
  public record ServicePort(
      @ApiField(number = 1, doc = "Name of the port; needed where there are several.")
          @Nullable String name,
      @ApiField(
              number = 2,
              doc = "TCP, UDP or SCTP; TCP unless set.",
              defaultValue = "\"TCP\"",
              enumValues = {"SCTP", "TCP", "UDP"})
          @Nullable String protocol,
      @ApiField(number = 6, doc = "Protocol on top of it, such as kubernetes.io/h2c.")
          @Nullable String appProtocol,
      @ApiField(number = 3, doc = "Number of the port.", required = true) Integer port,
      @ApiField(number = 4, doc = "Number or name of the pods' port; port unless set.")
          @Nullable IntOrString targetPort,
      @ApiField(number = 5, doc = "Port of every node that leads to it.")
          @Nullable Integer nodePort)
      implements ServicePortBuilder.With {}

  /** Settings of session affinity. */
  @ApiType("Settings of session affinity.")
  public record SessionAffinityConfig(
      @ApiField(number = 1, doc = "Settings for ClientIP.") @Nullable ClientIPConfig clientIP)
      implements SessionAffinityConfigBuilder.With {}

  /** Settings of session affinity by client address. */
  @ApiType("Settings of session affinity by client address.")
  public record ClientIPConfig(
      @ApiField(
              number = 1,
              doc = "Seconds a client stays at its pod; 10800 unless set.",
              defaultValue = "10800")
          @Nullable Integer timeoutSeconds)
      implements ClientIPConfigBuilder.With {}

  /** State of a service. */
  @ApiType("State of a service.")
  public record ServiceStatus(
      @ApiField(number = 1, doc = "What the load balancer reports.", struct = true)
          LoadBalancerStatus loadBalancer,
      @ApiField(
              number = 2,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<Condition> conditions)
      implements ServiceStatusBuilder.With {}

  /** What a load balancer reports. */
  @ApiType("What a load balancer reports.")
  public record LoadBalancerStatus(
      @ApiField(number = 1, doc = "Addresses at which it takes traffic.")
          List<LoadBalancerIngress> ingress)
      implements LoadBalancerStatusBuilder.With {}

  /** An address of a load balancer. */
  @ApiType("An address of a load balancer.")
  public record LoadBalancerIngress(
      @ApiField(number = 1, doc = "Address, where it has one.") @Nullable String ip,
      @ApiField(number = 2, doc = "Name, where it has one.") @Nullable String hostname,
      @ApiField(
              number = 3,
              doc = "VIP or Proxy: whether packets arrive with its address as destination.")
          @Nullable String ipMode,
      @ApiField(number = 4, doc = "State of its ports.") List<PortStatus> ports)
      implements LoadBalancerIngressBuilder.With {}

  /** State of a port of a load balancer. */
  @ApiType("State of a port of a load balancer.")
  public record PortStatus(
      @ApiField(number = 1, doc = "Number of the port.", required = true) Integer port,
      @ApiField(
              number = 2,
              doc = "TCP, UDP or SCTP.",
              required = true,
              enumValues = {"SCTP", "TCP", "UDP"})
          String protocol,
      @ApiField(number = 3, doc = "Why the port does not work, in one word.")
          @Nullable String error)
      implements PortStatusBuilder.With {}
}
