package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What containers a pod runs, where and how. */
@ApiType("What containers a pod runs, where and how.")
public record PodSpec(
    @ApiField(
            number = 1,
            doc = "Volumes that the pod's containers may mount.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name",
            retainKeys = true)
        List<Volume> volumes,
    @ApiField(
            number = 20,
            doc = "Containers that run one after another before the others start.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<Container> initContainers,
    @ApiField(
            number = 2,
            doc = "Containers of the pod; at least one, fixed after creation.",
            required = true,
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<Container> containers,
    @ApiField(
            number = 34,
            doc =
                "Containers added to the running pod for debugging, through its subresource only.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EphemeralContainer> ephemeralContainers,
    @ApiField(
            number = 3,
            doc = "When ended containers are started again: Always, OnFailure or Never.",
            defaultValue = "\"Always\"",
            enumValues = {"Always", "OnFailure", "Never"})
        @Nullable String restartPolicy,
    @ApiField(
            number = 4,
            doc = "Seconds between the stop signal and the kill; 30 unless set.",
            defaultValue = "30")
        @Nullable Long terminationGracePeriodSeconds,
    @ApiField(number = 5, doc = "Seconds the pod may be active before it is ended as failed.")
        @Nullable Long activeDeadlineSeconds,
    @ApiField(
            number = 6,
            doc =
                "Where names are looked up: ClusterFirst, ClusterFirstWithHostNet, Default or"
                    + " None.",
            defaultValue = "\"ClusterFirst\"",
            enumValues = {"ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"})
        @Nullable String dnsPolicy,
    @ApiField(number = 7, doc = "Labels a node must have for the pod to run there.", atomic = true)
        Map<String, String> nodeSelector,
    @ApiField(number = 8, doc = "ServiceAccount the pod runs as.")
        @Nullable String serviceAccountName,
    @ApiField(number = 9, doc = "Old name of serviceAccountName.") @Nullable String serviceAccount,
    @ApiField(number = 21, doc = "Whether a token of the ServiceAccount is mounted.")
        @Nullable Boolean automountServiceAccountToken,
    @ApiField(
            number = 10,
            doc = "Node the pod runs on; set by the scheduler, or by hand to bypass it.")
        @Nullable String nodeName,
    @ApiField(number = 11, doc = "Use the node's network instead of one of its own.")
        @Nullable Boolean hostNetwork,
    @ApiField(number = 12, doc = "Use the node's process ids.") @Nullable Boolean hostPID,
    @ApiField(number = 13, doc = "Use the node's inter-process communication.")
        @Nullable Boolean hostIPC,
    @ApiField(number = 27, doc = "All containers of the pod see each other's processes.")
        @Nullable Boolean shareProcessNamespace,
    @ApiField(
            number = 14,
            doc = "Security settings for all containers, and for volumes.",
            defaultValue = "{}")
        @Nullable PodSecurityContext securityContext,
    @ApiField(
            number = 15,
            doc = "Secrets with credentials for the images' registries.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<LocalObjectReference> imagePullSecrets,
    @ApiField(number = 16, doc = "Host name of the pod; its name unless set.")
        @Nullable String hostname,
    @ApiField(number = 17, doc = "Gives the pod the DNS name hostname.subdomain.namespace.svc.")
        @Nullable String subdomain,
    @ApiField(number = 18, doc = "Rules of attraction and repulsion to nodes and pods.")
        @Nullable Affinity affinity,
    @ApiField(
            number = 19,
            doc = "Scheduler that places the pod.",
            defaultValue = "\"default-scheduler\"")
        @Nullable String schedulerName,
    @ApiField(number = 22, doc = "Taints of nodes that the pod puts up with.")
        List<Toleration> tolerations,
    @ApiField(
            number = 23,
            doc = "Further lines of the pod's hosts file.",
            listType = ListType.MAP,
            keys = {"ip"},
            mergeKey = "ip")
        List<HostAlias> hostAliases,
    @ApiField(number = 24, doc = "PriorityClass that gives the pod its priority.")
        @Nullable String priorityClassName,
    @ApiField(number = 25, doc = "Importance of the pod; filled in from its class.")
        @Nullable Integer priority,
    @ApiField(number = 26, doc = "DNS settings that are merged with those of dnsPolicy.")
        @Nullable PodDNSConfig dnsConfig,
    @ApiField(
            number = 28,
            doc = "Conditions that others set and that must hold for the pod to be ready.")
        List<PodReadinessGate> readinessGates,
    @ApiField(number = 29, doc = "RuntimeClass by which the pod is run.")
        @Nullable String runtimeClassName,
    @ApiField(
            number = 30,
            doc = "Whether services appear as environment variables; true unless set.")
        @Nullable Boolean enableServiceLinks,
    @ApiField(
            number = 31,
            doc = "Whether pods of lower priority may be evicted for it.",
            enumValues = {"Never", "PreemptLowerPriority"})
        @Nullable String preemptionPolicy,
    @ApiField(
            number = 32,
            doc = "Resources the pod needs beyond those of its containers, from its RuntimeClass.")
        Map<String, Quantity> overhead,
    @ApiField(
            number = 33,
            doc = "How matching pods spread over zones, nodes or other domains.",
            listType = ListType.MAP,
            keys = {"topologyKey", "whenUnsatisfiable"},
            mergeKey = "topologyKey")
        List<TopologySpreadConstraint> topologySpreadConstraints,
    @ApiField(number = 35, doc = "The kernel's host name is the full DNS name.")
        @Nullable Boolean setHostnameAsFQDN,
    @ApiField(number = 36, doc = "Operating system of the pod's containers.") @Nullable PodOS os,
    @ApiField(number = 37, doc = "False gives the pod a user namespace of its own.")
        @Nullable Boolean hostUsers,
    @ApiField(
            number = 38,
            doc = "Reasons not to schedule the pod yet; each is taken off by whom it belongs to.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<PodSchedulingGate> schedulingGates,
    @ApiField(
            number = 39,
            doc = "Claims of devices that containers may use.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name",
            retainKeys = true)
        List<PodResourceClaim> resourceClaims,
    @ApiField(number = 40, doc = "Resources of the pod as a whole, beside those of its containers.")
        @Nullable ResourceRequirements resources,
    @ApiField(number = 41, doc = "Host name of the pod, whatever hostname and subdomain say.")
        @Nullable String hostnameOverride)
    implements PodSpecBuilder.With {

  /** Taints a pod puts up with. */
  @ApiType("Taints a pod puts up with.")
  public record Toleration(
      @ApiField(number = 1, doc = "Key of the taint; empty with Exists for all.")
          @Nullable String key,
      @ApiField(
              number = 2,
              doc = "Exists or Equal; Equal unless set.",
              enumValues = {"Equal", "Exists"})
          @Nullable String operator,
      @ApiField(number = 3, doc = "Value of the taint, for Equal.") @Nullable String value,
      @ApiField(
              number = 4,
              doc = "Effect of the taint; empty for all.",
              enumValues = {"NoExecute", "NoSchedule", "PreferNoSchedule"})
          @Nullable String effect,
      @ApiField(
              number = 5,
              doc = "For NoExecute: seconds until the pod is evicted; never unless set.")
          @Nullable Long tolerationSeconds)
      implements TolerationBuilder.With {}

  /** A line of the hosts file. */
  @ApiType("A line of the hosts file.")
  public record HostAlias(
      @ApiField(number = 1, doc = "Address.", required = true) String ip,
      @ApiField(number = 2, doc = "Names for the address.") List<String> hostnames)
      implements HostAliasBuilder.With {}

  /** DNS settings of a pod. */
  @ApiType("DNS settings of a pod.")
  public record PodDNSConfig(
      @ApiField(number = 1, doc = "Addresses of name servers, before those of dnsPolicy.")
          List<String> nameservers,
      @ApiField(number = 2, doc = "Domains in which short names are looked up.")
          List<String> searches,
      @ApiField(number = 3, doc = "Options of the resolver.") List<PodDNSConfigOption> options)
      implements PodDNSConfigBuilder.With {}

  /** An option of the resolver. */
  @ApiType("An option of the resolver.")
  public record PodDNSConfigOption(
      @ApiField(number = 1, doc = "Name of the option.") @Nullable String name,
      @ApiField(number = 2, doc = "Value of the option.") @Nullable String value)
      implements PodDNSConfigOptionBuilder.With {}

  /** A condition that others set. */
  @ApiType("A condition that others set.")
  public record PodReadinessGate(
      @ApiField(number = 1, doc = "Type of the condition in the pod's status.", required = true)
          String conditionType)
      implements PodReadinessGateBuilder.With {}

  /** How matching pods spread over domains. */
  @ApiType("How matching pods spread over domains.")
  public record TopologySpreadConstraint(
      @ApiField(number = 1, doc = "Largest difference in pods between domains.", required = true)
          Integer maxSkew,
      @ApiField(
              number = 2,
              doc = "Label of nodes whose equal values make a domain.",
              required = true)
          String topologyKey,
      @ApiField(
              number = 3,
              doc = "DoNotSchedule, or ScheduleAnyway to only score.",
              required = true,
              enumValues = {"DoNotSchedule", "ScheduleAnyway"})
          String whenUnsatisfiable,
      @ApiField(number = 4, doc = "Labels of the pods that are counted.")
          @Nullable LabelSelector labelSelector,
      @ApiField(number = 5, doc = "Domains there must be before their smallest count is taken.")
          @Nullable Integer minDomains,
      @ApiField(
              number = 6,
              doc = "Honor or Ignore: whether nodes the pod can't choose are counted.",
              enumValues = {"Honor", "Ignore"})
          @Nullable String nodeAffinityPolicy,
      @ApiField(
              number = 7,
              doc = "Honor or Ignore: whether nodes whose taints repel the pod are left out.",
              enumValues = {"Honor", "Ignore"})
          @Nullable String nodeTaintsPolicy,
      @ApiField(number = 8, doc = "Labels that counted pods must share with this one.")
          List<String> matchLabelKeys)
      implements TopologySpreadConstraintBuilder.With {}

  /** Operating system of a pod. */
  @ApiType("Operating system of a pod.")
  public record PodOS(@ApiField(number = 1, doc = "linux or windows.", required = true) String name)
      implements PodOSBuilder.With {}

  /** A reason not to schedule a pod yet. */
  @ApiType("A reason not to schedule a pod yet.")
  public record PodSchedulingGate(
      @ApiField(number = 1, doc = "Name of the reason.", required = true) String name)
      implements PodSchedulingGateBuilder.With {}

  /** A claim of devices; one of its two names is set. */
  @ApiType("A claim of devices; one of its two names is set.")
  public record PodResourceClaim(
      @ApiField(number = 1, doc = "Name by which containers refer to it.", required = true)
          String name,
      @ApiField(number = 3, doc = "An existing ResourceClaim.") @Nullable String resourceClaimName,
      @ApiField(number = 4, doc = "Template of a ResourceClaim made for the pod.")
          @Nullable String resourceClaimTemplateName)
      implements PodResourceClaimBuilder.With {}
}
