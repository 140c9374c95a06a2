package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** A template of pods, kept for controllers to use. */
@ApiKind(group = "", version = "v1", kind = "PodTemplate", plural = "podtemplates")
@ApiType("A template of pods, kept for controllers to use.")
public record PodTemplate(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What pods are made from.", struct = true) PodTemplateSpec template)
    implements KubernetesObject, PodTemplateBuilder.With {}
