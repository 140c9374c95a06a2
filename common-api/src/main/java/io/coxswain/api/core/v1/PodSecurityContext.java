package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:PodSecurityContext */
@ApiType("TYPEDOC:PodSecurityContext")
public record PodSecurityContext(
    @ApiField(number = 1, doc = "FIELD:PodSecurityContext.seLinuxOptions")
        @Nullable SELinuxOptions seLinuxOptions,
    @ApiField(number = 8, doc = "FIELD:PodSecurityContext.windowsOptions")
        @Nullable WindowsSecurityContextOptions windowsOptions,
    @ApiField(number = 2, doc = "FIELD:PodSecurityContext.runAsUser") @Nullable Long runAsUser,
    @ApiField(number = 6, doc = "FIELD:PodSecurityContext.runAsGroup") @Nullable Long runAsGroup,
    @ApiField(number = 3, doc = "FIELD:PodSecurityContext.runAsNonRoot")
        @Nullable Boolean runAsNonRoot,
    @ApiField(number = 4, doc = "FIELD:PodSecurityContext.supplementalGroups")
        List<Long> supplementalGroups,
    @ApiField(number = 12, doc = "FIELD:PodSecurityContext.supplementalGroupsPolicy")
        @Nullable String supplementalGroupsPolicy,
    @ApiField(number = 5, doc = "FIELD:PodSecurityContext.fsGroup") @Nullable Long fsGroup,
    @ApiField(number = 7, doc = "FIELD:PodSecurityContext.sysctls") List<Sysctl> sysctls,
    @ApiField(number = 9, doc = "FIELD:PodSecurityContext.fsGroupChangePolicy")
        @Nullable String fsGroupChangePolicy,
    @ApiField(number = 10, doc = "FIELD:PodSecurityContext.seccompProfile")
        @Nullable SeccompProfile seccompProfile,
    @ApiField(number = 11, doc = "FIELD:PodSecurityContext.appArmorProfile")
        @Nullable AppArmorProfile appArmorProfile,
    @ApiField(number = 13, doc = "FIELD:PodSecurityContext.seLinuxChangePolicy")
        @Nullable String seLinuxChangePolicy)
    implements PodSecurityContextBuilder.With {

  /** DOC:Sysctl */
  @ApiType("TYPEDOC:Sysctl")
  public record Sysctl(
      @ApiField(number = 1, doc = "FIELD:Sysctl.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:Sysctl.value", required = true) String value)
      implements SysctlBuilder.With {}
}
