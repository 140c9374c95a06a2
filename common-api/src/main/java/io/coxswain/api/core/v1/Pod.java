package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** Containers that run together on one node, sharing network and volumes. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "Pod",
    plural = "pods",
    shortNames = "po",
    categories = "all",
    subresources = {"status"})
@ApiType("Containers that run together on one node, sharing network and volumes.")
public record Pod(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is wanted.", struct = true) PodSpec spec,
    @ApiField(
            number = 3,
            doc = "What the kubelet and the scheduler report of the pod.",
            struct = true)
        PodStatus status)
    implements KubernetesObject, PodBuilder.With {}
