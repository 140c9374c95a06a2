package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Security settings for Windows containers. */
@ApiType("Security settings for Windows containers.")
public record WindowsSecurityContextOptions(
    @ApiField(number = 1, doc = "Name of the credential spec.")
        @Nullable String gmsaCredentialSpecName,
    @ApiField(number = 2, doc = "Content of the credential spec.")
        @Nullable String gmsaCredentialSpec,
    @ApiField(number = 3, doc = "User the first process runs as.") @Nullable String runAsUserName,
    @ApiField(number = 4, doc = "Run directly on the node.") @Nullable Boolean hostProcess)
    implements WindowsSecurityContextOptionsBuilder.With {}
