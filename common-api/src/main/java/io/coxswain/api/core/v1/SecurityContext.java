package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Security settings of a container; they go before the pod's. */
@ApiType("Security settings of a container; they go before the pod's.")
public record SecurityContext(
    @ApiField(number = 1, doc = "Linux capabilities that are added and taken away.")
        @Nullable Capabilities capabilities,
    @ApiField(number = 2, doc = "Run with nearly all rights of root on the node.")
        @Nullable Boolean privileged,
    @ApiField(number = 3, doc = "SELinux labels.") @Nullable SELinuxOptions seLinuxOptions,
    @ApiField(number = 10, doc = "Settings for Windows.")
        @Nullable WindowsSecurityContextOptions windowsOptions,
    @ApiField(number = 4, doc = "User id of the first process; the image's unless set.")
        @Nullable Long runAsUser,
    @ApiField(number = 8, doc = "Group id of the first process.") @Nullable Long runAsGroup,
    @ApiField(number = 5, doc = "Refuse to start as user 0.") @Nullable Boolean runAsNonRoot,
    @ApiField(number = 6, doc = "The container's root file system can't be written.")
        @Nullable Boolean readOnlyRootFilesystem,
    @ApiField(number = 7, doc = "Whether a process may gain more rights than its parent.")
        @Nullable Boolean allowPrivilegeEscalation,
    @ApiField(
            number = 9,
            doc = "Default or Unmasked: how /proc is mounted.",
            enumValues = {"Default", "Unmasked"})
        @Nullable String procMount,
    @ApiField(number = 11, doc = "System calls that are allowed.")
        @Nullable SeccompProfile seccompProfile,
    @ApiField(number = 12, doc = "AppArmor profile that applies.")
        @Nullable AppArmorProfile appArmorProfile)
    implements SecurityContextBuilder.With {

  /** Linux capabilities that are added and taken away. */
  @ApiType("Linux capabilities that are added and taken away.")
  public record Capabilities(
      @ApiField(number = 1, doc = "Capabilities to add.") List<String> add,
      @ApiField(number = 2, doc = "Capabilities to take away.") List<String> drop)
      implements CapabilitiesBuilder.With {}
}
