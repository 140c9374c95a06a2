package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Security settings of all containers of a pod. */
@ApiType("Security settings of all containers of a pod.")
public record PodSecurityContext(
    @ApiField(number = 1, doc = "SELinux labels.") @Nullable SELinuxOptions seLinuxOptions,
    @ApiField(number = 8, doc = "Settings for Windows.")
        @Nullable WindowsSecurityContextOptions windowsOptions,
    @ApiField(number = 2, doc = "User id of the first process; the image's unless set.")
        @Nullable Long runAsUser,
    @ApiField(number = 6, doc = "Group id of the first process.") @Nullable Long runAsGroup,
    @ApiField(number = 3, doc = "Refuse to start as user 0.") @Nullable Boolean runAsNonRoot,
    @ApiField(number = 4, doc = "Further group ids of the first process.")
        List<Long> supplementalGroups,
    @ApiField(
            number = 12,
            doc = "Merge or Strict: whether groups of the image's user are added.",
            enumValues = {"Merge", "Strict"})
        @Nullable String supplementalGroupsPolicy,
    @ApiField(number = 5, doc = "Group that owns volumes which can be given away.")
        @Nullable Long fsGroup,
    @ApiField(number = 7, doc = "Kernel parameters of the pod.") List<Sysctl> sysctls,
    @ApiField(
            number = 9,
            doc = "Always or OnRootMismatch: when ownership of volumes is changed.",
            enumValues = {"Always", "OnRootMismatch"})
        @Nullable String fsGroupChangePolicy,
    @ApiField(number = 10, doc = "System calls that are allowed.")
        @Nullable SeccompProfile seccompProfile,
    @ApiField(number = 11, doc = "AppArmor profile that applies.")
        @Nullable AppArmorProfile appArmorProfile,
    @ApiField(number = 13, doc = "MountOption or Recursive: how volumes get their SELinux label.")
        @Nullable String seLinuxChangePolicy)
    implements PodSecurityContextBuilder.With {

  /** A kernel parameter. */
  @ApiType("A kernel parameter.")
  public record Sysctl(
      @ApiField(number = 1, doc = "Name of the parameter.", required = true) String name,
      @ApiField(number = 2, doc = "Value of the parameter.", required = true) String value)
      implements SysctlBuilder.With {}
}
