package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** Assigns a pod to a node. */
@ApiKind(group = "", version = "v1", kind = "Binding", plural = "bindings")
@ApiType("Assigns a pod to a node.")
public record Binding(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The node.", required = true, struct = true) ObjectReference target)
    implements KubernetesObject, BindingBuilder.With {}
