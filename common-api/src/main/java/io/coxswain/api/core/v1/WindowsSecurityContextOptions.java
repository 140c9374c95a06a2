package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:WindowsSecurityContextOptions */
@ApiType("TYPEDOC:WindowsSecurityContextOptions")
public record WindowsSecurityContextOptions(
    @ApiField(number = 1, doc = "FIELD:WindowsSecurityContextOptions.gmsaCredentialSpecName")
        @Nullable String gmsaCredentialSpecName,
    @ApiField(number = 2, doc = "FIELD:WindowsSecurityContextOptions.gmsaCredentialSpec")
        @Nullable String gmsaCredentialSpec,
    @ApiField(number = 3, doc = "FIELD:WindowsSecurityContextOptions.runAsUserName")
        @Nullable String runAsUserName,
    @ApiField(number = 4, doc = "FIELD:WindowsSecurityContextOptions.hostProcess")
        @Nullable Boolean hostProcess)
    implements WindowsSecurityContextOptionsBuilder.With {}
