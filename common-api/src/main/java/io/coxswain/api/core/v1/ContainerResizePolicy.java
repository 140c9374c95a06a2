package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** What changing one resource does to the container. */
@ApiType("What changing one resource does to the container.")
public record ContainerResizePolicy(
    @ApiField(number = 1, doc = "cpu or memory.", required = true) String resourceName,
    @ApiField(number = 2, doc = "NotRequired or RestartContainer.", required = true)
        String restartPolicy)
    implements ContainerResizePolicyBuilder.With {}
