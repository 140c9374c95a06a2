package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** DOC:ContainerResizePolicy */
@ApiType("TYPEDOC:ContainerResizePolicy")
public record ContainerResizePolicy(
    @ApiField(number = 1, doc = "FIELD:ContainerResizePolicy.resourceName", required = true)
        String resourceName,
    @ApiField(number = 2, doc = "FIELD:ContainerResizePolicy.restartPolicy", required = true)
        String restartPolicy)
    implements ContainerResizePolicyBuilder.With {}
