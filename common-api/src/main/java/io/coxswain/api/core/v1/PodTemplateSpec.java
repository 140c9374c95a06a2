package io.coxswain.api.core.v1;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** What pods are made from. */
@ApiType("What pods are made from.")
public record PodTemplateSpec(
    @ApiField(number = 1, doc = "Labels and annotations of the pods.", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Specification of the pods.", struct = true) PodSpec spec)
    implements PodTemplateSpecBuilder.With {}
