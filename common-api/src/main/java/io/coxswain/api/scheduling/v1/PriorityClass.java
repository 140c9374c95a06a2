package io.coxswain.api.scheduling.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:PriorityClass */
@ApiKind(
    group = "scheduling.k8s.io",
    version = "v1",
    kind = "PriorityClass",
    plural = "priorityclasses",
    shortNames = "pc",
    namespaced = false)
@ApiType("TYPEDOC:PriorityClass")
public record PriorityClass(
    @ApiField(doc = "FIELD:PriorityClass.metadata", struct = true) ObjectMeta metadata,
    @ApiField(doc = "FIELD:PriorityClass.description") @Nullable String description,
    @ApiField(doc = "FIELD:PriorityClass.globalDefault") @Nullable Boolean globalDefault,
    @ApiField(
            doc = "FIELD:PriorityClass.preemptionPolicy",
            defaultValue = "\"PreemptLowerPriority\"")
        @Nullable String preemptionPolicy,
    @ApiField(doc = "FIELD:PriorityClass.value", required = true) Integer value)
    implements KubernetesObject, PriorityClassBuilder.With {}
