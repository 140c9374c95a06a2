package io.coxswain.api.networking.v1;

import io.coxswain.api.IntOrString;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says which traffic some pods may take and send. */
@ApiKind(
    group = "networking.k8s.io",
    version = "v1",
    kind = "NetworkPolicy",
    plural = "networkpolicies",
    shortNames = "netpol")
@ApiType("Says which traffic some pods may take and send.")
public record NetworkPolicy(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is allowed.", struct = true) NetworkPolicySpec spec)
    implements KubernetesObject, NetworkPolicyBuilder.With {
  /** Which pods, and what they may take and send. */
  @ApiType("Which pods, and what they may take and send.")
  public record NetworkPolicySpec(
      @ApiField(
              number = 1,
              doc = "Labels of the pods; an empty one means all of the namespace.",
              struct = true)
          LabelSelector podSelector,
      @ApiField(number = 2, doc = "Traffic they may take; none where there is no rule.")
          List<NetworkPolicyIngressRule> ingress,
      @ApiField(
              number = 3,
              doc =
                  "Traffic they may send; none where there is no rule and the policy is about"
                      + " Egress.")
          List<NetworkPolicyEgressRule> egress,
      @ApiField(
              number = 4,
              doc = "Ingress, Egress or both: what the policy is about.",
              enumValues = {"Egress", "Ingress"})
          List<String> policyTypes)
      implements NetworkPolicySpecBuilder.With {}

  /** Traffic that may be taken. */
  @ApiType("Traffic that may be taken.")
  public record NetworkPolicyIngressRule(
      @ApiField(number = 1, doc = "Ports it goes to; all unless set.")
          List<NetworkPolicyPort> ports,
      @ApiField(number = 2, doc = "Where it comes from; anywhere unless set.")
          List<NetworkPolicyPeer> from)
      implements NetworkPolicyIngressRuleBuilder.With {}

  /** Traffic that may be sent. */
  @ApiType("Traffic that may be sent.")
  public record NetworkPolicyEgressRule(
      @ApiField(number = 1, doc = "Ports it goes to; all unless set.")
          List<NetworkPolicyPort> ports,
      @ApiField(number = 2, doc = "Where it goes; anywhere unless set.") List<NetworkPolicyPeer> to)
      implements NetworkPolicyEgressRuleBuilder.With {}

  /** A port, or a range of ports. */
  @ApiType("A port, or a range of ports.")
  public record NetworkPolicyPort(
      @ApiField(number = 1, doc = "TCP, UDP or SCTP; TCP unless set.", defaultValue = "\"TCP\"")
          @Nullable String protocol,
      @ApiField(number = 2, doc = "The port, by number or by its name in the pod; all unless set.")
          @Nullable IntOrString port,
      @ApiField(number = 3, doc = "Last port of a range that begins at port.")
          @Nullable Integer endPort)
      implements NetworkPolicyPortBuilder.With {}

  /** The other side of allowed traffic. */
  @ApiType("The other side of allowed traffic.")
  public record NetworkPolicyPeer(
      @ApiField(
              number = 1,
              doc = "Labels of pods; of the policy's namespace unless a namespaceSelector is set.")
          @Nullable LabelSelector podSelector,
      @ApiField(number = 2, doc = "Labels of namespaces; an empty one means all.")
          @Nullable LabelSelector namespaceSelector,
      @ApiField(number = 3, doc = "A range of addresses; not with selectors.")
          @Nullable IPBlock ipBlock)
      implements NetworkPolicyPeerBuilder.With {}

  /** A range of addresses without parts of it. */
  @ApiType("A range of addresses without parts of it.")
  public record IPBlock(
      @ApiField(
              number = 1,
              doc = "The range, such as 192.168.1.0/24 or 2001:db8::/64.",
              required = true)
          String cidr,
      @ApiField(number = 2, doc = "Ranges inside it that don't count.") List<String> except)
      implements IPBlockBuilder.With {}
}
