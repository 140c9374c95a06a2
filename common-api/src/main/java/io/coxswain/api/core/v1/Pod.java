package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** DOC:Pod */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Pod",
    plural = "pods",
    shortNames = "po",
    categories = "all",
    subresources = {"status"})
@ApiType("TYPEDOC:Pod")
public record Pod(
    @ApiField(number = 1, doc = "FIELD:Pod.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Pod.spec", struct = true) PodSpec spec,
    @ApiField(number = 3, doc = "FIELD:Pod.status", struct = true) PodStatus status)
    implements KubernetesObject, PodBuilder.With {}
