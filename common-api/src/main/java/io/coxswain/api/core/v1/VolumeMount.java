package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Where a volume appears in a container. */
@ApiType("Where a volume appears in a container.")
public record VolumeMount(
    @ApiField(number = 1, doc = "Name of the volume.", required = true) String name,
    @ApiField(number = 2, doc = "Mount the volume read-only.") @Nullable Boolean readOnly,
    @ApiField(
            number = 7,
            doc = "Whether mounts below it are read-only too: Disabled, IfPossible or Enabled.")
        @Nullable String recursiveReadOnly,
    @ApiField(number = 3, doc = "Directory at which it appears.", required = true) String mountPath,
    @ApiField(number = 4, doc = "Path in the volume that is mounted instead of its root.")
        @Nullable String subPath,
    @ApiField(
            number = 5,
            doc =
                "How mounts travel between node and container: None, HostToContainer or Bidirectional.",
            enumValues = {"Bidirectional", "HostToContainer", "None"})
        @Nullable String mountPropagation,
    @ApiField(number = 6, doc = "Like subPath, with $(NAME) replaced by environment variables.")
        @Nullable String subPathExpr)
    implements VolumeMountBuilder.With {}
