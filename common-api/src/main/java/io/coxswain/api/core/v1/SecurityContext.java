package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:SecurityContext */
@ApiType("TYPEDOC:SecurityContext")
public record SecurityContext(
    @ApiField(number = 1, doc = "FIELD:SecurityContext.capabilities")
        @Nullable Capabilities capabilities,
    @ApiField(number = 2, doc = "FIELD:SecurityContext.privileged") @Nullable Boolean privileged,
    @ApiField(number = 3, doc = "FIELD:SecurityContext.seLinuxOptions")
        @Nullable SELinuxOptions seLinuxOptions,
    @ApiField(number = 10, doc = "FIELD:SecurityContext.windowsOptions")
        @Nullable WindowsSecurityContextOptions windowsOptions,
    @ApiField(number = 4, doc = "FIELD:SecurityContext.runAsUser") @Nullable Long runAsUser,
    @ApiField(number = 8, doc = "FIELD:SecurityContext.runAsGroup") @Nullable Long runAsGroup,
    @ApiField(number = 5, doc = "FIELD:SecurityContext.runAsNonRoot")
        @Nullable Boolean runAsNonRoot,
    @ApiField(number = 6, doc = "FIELD:SecurityContext.readOnlyRootFilesystem")
        @Nullable Boolean readOnlyRootFilesystem,
    @ApiField(number = 7, doc = "FIELD:SecurityContext.allowPrivilegeEscalation")
        @Nullable Boolean allowPrivilegeEscalation,
    @ApiField(number = 9, doc = "FIELD:SecurityContext.procMount") @Nullable String procMount,
    @ApiField(number = 11, doc = "FIELD:SecurityContext.seccompProfile")
        @Nullable SeccompProfile seccompProfile,
    @ApiField(number = 12, doc = "FIELD:SecurityContext.appArmorProfile")
        @Nullable AppArmorProfile appArmorProfile)
    implements SecurityContextBuilder.With {

  /** DOC:Capabilities */
  @ApiType("TYPEDOC:Capabilities")
  public record Capabilities(
      @ApiField(number = 1, doc = "FIELD:Capabilities.add") List<String> add,
      @ApiField(number = 2, doc = "FIELD:Capabilities.drop") List<String> drop)
      implements CapabilitiesBuilder.With {}
}
