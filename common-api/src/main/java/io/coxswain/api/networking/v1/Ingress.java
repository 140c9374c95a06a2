package io.coxswain.api.networking.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.PersistentVolumeClaimSpec.TypedLocalObjectReference;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules by which HTTP requests from outside reach Services. */
@ApiKind(
    group = "networking.k8s.io",
    version = "v1",
    kind = "Ingress",
    plural = "ingresses",
    shortNames = "ing",
    subresources = {"status"})
@ApiType("Rules by which HTTP requests from outside reach Services.")
public record Ingress(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) IngressSpec spec,
    @ApiField(number = 3, doc = "Where requests are taken.", struct = true) IngressStatus status)
    implements KubernetesObject, IngressBuilder.With {
  /** Which requests go where. */
  @ApiType("Which requests go where.")
  public record IngressSpec(
      @ApiField(
              number = 4,
              doc = "Class of the controller that serves it; the default class unless set.")
          @Nullable String ingressClassName,
      @ApiField(number = 1, doc = "Where requests go that no rule matches.")
          @Nullable IngressBackend defaultBackend,
      @ApiField(number = 2, doc = "Certificates for hosts.") List<IngressTLS> tls,
      @ApiField(
              number = 3,
              doc = "Rules by host; where there are none, all goes to the default backend.")
          List<IngressRule> rules)
      implements IngressSpecBuilder.With {}

  /** Where requests go: a Service or another object. */
  @ApiType("Where requests go: a Service or another object.")
  public record IngressBackend(
      @ApiField(number = 4, doc = "A Service.") @Nullable IngressServiceBackend service,
      @ApiField(number = 3, doc = "Another object of the same namespace.")
          @Nullable TypedLocalObjectReference resource)
      implements IngressBackendBuilder.With {}

  /** A port of a Service. */
  @ApiType("A port of a Service.")
  public record IngressServiceBackend(
      @ApiField(number = 1, doc = "Name of the Service.", required = true) String name,
      @ApiField(number = 2, doc = "Its port, by name or by number.", struct = true)
          ServiceBackendPort port)
      implements IngressServiceBackendBuilder.With {}

  /** A port of a Service, by name or by number. */
  @ApiType(value = "A port of a Service, by name or by number.", atomic = true)
  public record ServiceBackendPort(
      @ApiField(number = 1, doc = "Name of the port.") @Nullable String name,
      @ApiField(number = 2, doc = "Number of the port.") @Nullable Integer number)
      implements ServiceBackendPortBuilder.With {}

  /** A certificate for some hosts. */
  @ApiType("A certificate for some hosts.")
  public record IngressTLS(
      @ApiField(number = 1, doc = "Hosts the certificate is for.") List<String> hosts,
      @ApiField(number = 2, doc = "Secret with certificate and key.") @Nullable String secretName)
      implements IngressTLSBuilder.With {}

  /** What to do with requests for one host. */
  @ApiType("What to do with requests for one host.")
  public record IngressRule(
      @ApiField(
              number = 1,
              doc = "The host, with a first label of * for any; all hosts unless set.")
          @Nullable String host,
      @ApiField(number = 1, within = 2, doc = "Where its paths go.")
          @Nullable HTTPIngressRuleValue http)
      implements IngressRuleBuilder.With {}

  /** Paths and where they go. */
  @ApiType("Paths and where they go.")
  public record HTTPIngressRuleValue(
      @ApiField(number = 1, doc = "The paths.", required = true) List<HTTPIngressPath> paths)
      implements HTTPIngressRuleValueBuilder.With {}

  /** A path and where it goes. */
  @ApiType("A path and where it goes.")
  public record HTTPIngressPath(
      @ApiField(number = 1, doc = "The path; begins with a slash.") @Nullable String path,
      @ApiField(
              number = 3,
              doc = "Exact, Prefix or ImplementationSpecific: how the path is compared.",
              required = true,
              enumValues = {"Exact", "ImplementationSpecific", "Prefix"})
          String pathType,
      @ApiField(number = 2, doc = "Where requests go.", required = true, struct = true)
          IngressBackend backend)
      implements HTTPIngressPathBuilder.With {}

  /** Where requests are taken. */
  @ApiType("Where requests are taken.")
  public record IngressStatus(
      @ApiField(number = 1, doc = "What the load balancer reports.", struct = true)
          IngressLoadBalancerStatus loadBalancer)
      implements IngressStatusBuilder.With {}

  /** What a load balancer reports. */
  @ApiType("What a load balancer reports.")
  public record IngressLoadBalancerStatus(
      @ApiField(number = 1, doc = "Points at which it takes requests.")
          List<IngressLoadBalancerIngress> ingress)
      implements IngressLoadBalancerStatusBuilder.With {}

  /** A point at which a load balancer takes requests. */
  @ApiType("A point at which a load balancer takes requests.")
  public record IngressLoadBalancerIngress(
      @ApiField(number = 1, doc = "Its address.") @Nullable String ip,
      @ApiField(number = 2, doc = "Its name in DNS.") @Nullable String hostname,
      @ApiField(number = 4, doc = "Its ports.") List<IngressPortStatus> ports)
      implements IngressLoadBalancerIngressBuilder.With {}

  /** A port of a load balancer. */
  @ApiType("A port of a load balancer.")
  public record IngressPortStatus(
      @ApiField(number = 1, doc = "Number of the port.", required = true) Integer port,
      @ApiField(
              number = 2,
              doc = "TCP, UDP or SCTP.",
              required = true,
              enumValues = {"SCTP", "TCP", "UDP"})
          String protocol,
      @ApiField(number = 3, doc = "What is wrong with it, in one word.") @Nullable String error)
      implements IngressPortStatusBuilder.With {}
}
