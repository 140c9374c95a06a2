package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:PodSpec */
@ApiType("TYPEDOC:PodSpec")
public record PodSpec(
    @ApiField(
            number = 1,
            doc = "FIELD:PodSpec.volumes",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name",
            retainKeys = true)
        List<Volume> volumes,
    @ApiField(
            number = 20,
            doc = "FIELD:PodSpec.initContainers",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<Container> initContainers,
    @ApiField(
            number = 2,
            doc = "FIELD:PodSpec.containers",
            required = true,
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<Container> containers,
    @ApiField(
            number = 34,
            doc = "FIELD:PodSpec.ephemeralContainers",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<EphemeralContainer> ephemeralContainers,
    @ApiField(
            number = 3,
            doc = "FIELD:PodSpec.restartPolicy",
            defaultValue = "\"Always\"",
            enumValues = {"Always", "Never", "OnFailure"})
        @Nullable String restartPolicy,
    @ApiField(number = 4, doc = "FIELD:PodSpec.terminationGracePeriodSeconds", defaultValue = "30")
        @Nullable Long terminationGracePeriodSeconds,
    @ApiField(number = 5, doc = "FIELD:PodSpec.activeDeadlineSeconds")
        @Nullable Long activeDeadlineSeconds,
    @ApiField(
            number = 6,
            doc = "FIELD:PodSpec.dnsPolicy",
            defaultValue = "\"ClusterFirst\"",
            enumValues = {"ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"})
        @Nullable String dnsPolicy,
    @ApiField(number = 7, doc = "FIELD:PodSpec.nodeSelector") Map<String, String> nodeSelector,
    @ApiField(number = 8, doc = "FIELD:PodSpec.serviceAccountName")
        @Nullable String serviceAccountName,
    @ApiField(number = 9, doc = "FIELD:PodSpec.serviceAccount") @Nullable String serviceAccount,
    @ApiField(number = 21, doc = "FIELD:PodSpec.automountServiceAccountToken")
        @Nullable Boolean automountServiceAccountToken,
    @ApiField(number = 10, doc = "FIELD:PodSpec.nodeName") @Nullable String nodeName,
    @ApiField(number = 11, doc = "FIELD:PodSpec.hostNetwork") @Nullable Boolean hostNetwork,
    @ApiField(number = 12, doc = "FIELD:PodSpec.hostPID") @Nullable Boolean hostPID,
    @ApiField(number = 13, doc = "FIELD:PodSpec.hostIPC") @Nullable Boolean hostIPC,
    @ApiField(number = 27, doc = "FIELD:PodSpec.shareProcessNamespace")
        @Nullable Boolean shareProcessNamespace,
    @ApiField(number = 14, doc = "FIELD:PodSpec.securityContext")
        @Nullable PodSecurityContext securityContext,
    @ApiField(
            number = 15,
            doc = "FIELD:PodSpec.imagePullSecrets",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<LocalObjectReference> imagePullSecrets,
    @ApiField(number = 16, doc = "FIELD:PodSpec.hostname") @Nullable String hostname,
    @ApiField(number = 17, doc = "FIELD:PodSpec.subdomain") @Nullable String subdomain,
    @ApiField(number = 18, doc = "FIELD:PodSpec.affinity") @Nullable Affinity affinity,
    @ApiField(
            number = 19,
            doc = "FIELD:PodSpec.schedulerName",
            defaultValue = "\"default-scheduler\"")
        @Nullable String schedulerName,
    @ApiField(number = 22, doc = "FIELD:PodSpec.tolerations") List<Toleration> tolerations,
    @ApiField(
            number = 23,
            doc = "FIELD:PodSpec.hostAliases",
            listType = ListType.MAP,
            keys = {"ip"},
            mergeKey = "ip")
        List<HostAlias> hostAliases,
    @ApiField(number = 24, doc = "FIELD:PodSpec.priorityClassName")
        @Nullable String priorityClassName,
    @ApiField(number = 25, doc = "FIELD:PodSpec.priority") @Nullable Integer priority,
    @ApiField(number = 26, doc = "FIELD:PodSpec.dnsConfig") @Nullable PodDNSConfig dnsConfig,
    @ApiField(number = 28, doc = "FIELD:PodSpec.readinessGates")
        List<PodReadinessGate> readinessGates,
    @ApiField(number = 29, doc = "FIELD:PodSpec.runtimeClassName")
        @Nullable String runtimeClassName,
    @ApiField(number = 30, doc = "FIELD:PodSpec.enableServiceLinks")
        @Nullable Boolean enableServiceLinks,
    @ApiField(number = 31, doc = "FIELD:PodSpec.preemptionPolicy")
        @Nullable String preemptionPolicy,
    @ApiField(number = 32, doc = "FIELD:PodSpec.overhead") Map<String, Quantity> overhead,
    @ApiField(
            number = 33,
            doc = "FIELD:PodSpec.topologySpreadConstraints",
            listType = ListType.MAP,
            keys = {"topologyKey", "whenUnsatisfiable"},
            mergeKey = "topologyKey")
        List<TopologySpreadConstraint> topologySpreadConstraints,
    @ApiField(number = 35, doc = "FIELD:PodSpec.setHostnameAsFQDN")
        @Nullable Boolean setHostnameAsFQDN,
    @ApiField(number = 36, doc = "FIELD:PodSpec.os") @Nullable PodOS os,
    @ApiField(number = 37, doc = "FIELD:PodSpec.hostUsers") @Nullable Boolean hostUsers,
    @ApiField(
            number = 38,
            doc = "FIELD:PodSpec.schedulingGates",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<PodSchedulingGate> schedulingGates,
    @ApiField(
            number = 39,
            doc = "FIELD:PodSpec.resourceClaims",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name",
            retainKeys = true)
        List<PodResourceClaim> resourceClaims,
    @ApiField(number = 40, doc = "FIELD:PodSpec.resources")
        @Nullable ResourceRequirements resources,
    @ApiField(number = 41, doc = "FIELD:PodSpec.hostnameOverride")
        @Nullable String hostnameOverride)
    implements PodSpecBuilder.With {

  /** DOC:Toleration */
  @ApiType("TYPEDOC:Toleration")
  public record Toleration(
      @ApiField(number = 1, doc = "FIELD:Toleration.key") @Nullable String key,
      @ApiField(
              number = 2,
              doc = "FIELD:Toleration.operator",
              enumValues = {"Equal", "Exists"})
          @Nullable String operator,
      @ApiField(number = 3, doc = "FIELD:Toleration.value") @Nullable String value,
      @ApiField(
              number = 4,
              doc = "FIELD:Toleration.effect",
              enumValues = {"NoExecute", "NoSchedule", "PreferNoSchedule"})
          @Nullable String effect,
      @ApiField(number = 5, doc = "FIELD:Toleration.tolerationSeconds")
          @Nullable Long tolerationSeconds)
      implements TolerationBuilder.With {}

  /** DOC:HostAlias */
  @ApiType("TYPEDOC:HostAlias")
  public record HostAlias(
      @ApiField(number = 1, doc = "FIELD:HostAlias.ip", required = true) String ip,
      @ApiField(number = 2, doc = "FIELD:HostAlias.hostnames") List<String> hostnames)
      implements HostAliasBuilder.With {}

  /** DOC:PodDNSConfig */
  @ApiType("TYPEDOC:PodDNSConfig")
  public record PodDNSConfig(
      @ApiField(number = 1, doc = "FIELD:PodDNSConfig.nameservers") List<String> nameservers,
      @ApiField(number = 2, doc = "FIELD:PodDNSConfig.searches") List<String> searches,
      @ApiField(number = 3, doc = "FIELD:PodDNSConfig.options") List<PodDNSConfigOption> options)
      implements PodDNSConfigBuilder.With {}

  /** DOC:PodDNSConfigOption */
  @ApiType("TYPEDOC:PodDNSConfigOption")
  public record PodDNSConfigOption(
      @ApiField(number = 1, doc = "FIELD:PodDNSConfigOption.name") @Nullable String name,
      @ApiField(number = 2, doc = "FIELD:PodDNSConfigOption.value") @Nullable String value)
      implements PodDNSConfigOptionBuilder.With {}

  /** DOC:PodReadinessGate */
  @ApiType("TYPEDOC:PodReadinessGate")
  public record PodReadinessGate(
      @ApiField(number = 1, doc = "FIELD:PodReadinessGate.conditionType", required = true)
          String conditionType)
      implements PodReadinessGateBuilder.With {}

  /** DOC:TopologySpreadConstraint */
  @ApiType("TYPEDOC:TopologySpreadConstraint")
  public record TopologySpreadConstraint(
      @ApiField(number = 1, doc = "FIELD:TopologySpreadConstraint.maxSkew", required = true)
          Integer maxSkew,
      @ApiField(number = 2, doc = "FIELD:TopologySpreadConstraint.topologyKey", required = true)
          String topologyKey,
      @ApiField(
              number = 3,
              doc = "FIELD:TopologySpreadConstraint.whenUnsatisfiable",
              required = true,
              enumValues = {"DoNotSchedule", "ScheduleAnyway"})
          String whenUnsatisfiable,
      @ApiField(number = 4, doc = "FIELD:TopologySpreadConstraint.labelSelector")
          @Nullable LabelSelector labelSelector,
      @ApiField(number = 5, doc = "FIELD:TopologySpreadConstraint.minDomains")
          @Nullable Integer minDomains,
      @ApiField(number = 6, doc = "FIELD:TopologySpreadConstraint.nodeAffinityPolicy")
          @Nullable String nodeAffinityPolicy,
      @ApiField(number = 7, doc = "FIELD:TopologySpreadConstraint.nodeTaintsPolicy")
          @Nullable String nodeTaintsPolicy,
      @ApiField(number = 8, doc = "FIELD:TopologySpreadConstraint.matchLabelKeys")
          List<String> matchLabelKeys)
      implements TopologySpreadConstraintBuilder.With {}

  /** DOC:PodOS */
  @ApiType("TYPEDOC:PodOS")
  public record PodOS(@ApiField(number = 1, doc = "FIELD:PodOS.name", required = true) String name)
      implements PodOSBuilder.With {}

  /** DOC:PodSchedulingGate */
  @ApiType("TYPEDOC:PodSchedulingGate")
  public record PodSchedulingGate(
      @ApiField(number = 1, doc = "FIELD:PodSchedulingGate.name", required = true) String name)
      implements PodSchedulingGateBuilder.With {}

  /** DOC:PodResourceClaim */
  @ApiType("TYPEDOC:PodResourceClaim")
  public record PodResourceClaim(
      @ApiField(number = 1, doc = "FIELD:PodResourceClaim.name", required = true) String name,
      @ApiField(number = 3, doc = "FIELD:PodResourceClaim.resourceClaimName")
          @Nullable String resourceClaimName,
      @ApiField(number = 4, doc = "FIELD:PodResourceClaim.resourceClaimTemplateName")
          @Nullable String resourceClaimTemplateName)
      implements PodResourceClaimBuilder.With {}
}
