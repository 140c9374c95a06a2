package io.coxswain.api.core.v1;

import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;

/** DOC:PodTemplateSpec */
@ApiType("TYPEDOC:PodTemplateSpec")
public record PodTemplateSpec(
    @ApiField(number = 1, doc = "FIELD:PodTemplateSpec.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:PodTemplateSpec.spec", struct = true) PodSpec spec)
    implements PodTemplateSpecBuilder.With {}
