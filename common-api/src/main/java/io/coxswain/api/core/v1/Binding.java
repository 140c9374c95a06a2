package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** DOC:Binding */
@ApiKind(group = "", version = "v1", kind = "Binding", plural = "bindings")
@ApiType("TYPEDOC:Binding")
public record Binding(
    @ApiField(number = 1, doc = "FIELD:Binding.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:Binding.target", required = true) ObjectReference target)
    implements KubernetesObject, BindingBuilder.With {}
