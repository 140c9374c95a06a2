package io.coxswain.api.scheduling.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A named priority for pods. */
@ApiKind(
    group = "scheduling.k8s.io",
    version = "v1",
    kind = "PriorityClass",
    plural = "priorityclasses",
    shortNames = "pc",
    namespaced = false)
@ApiType("A named priority for pods.")
public record PriorityClass(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 4, doc = "When the class should be used.") @Nullable String description,
    @ApiField(number = 3, doc = "Pods without a class get this one.")
        @Nullable Boolean globalDefault,
    @ApiField(
            number = 5,
            doc = "PreemptLowerPriority, or Never to wait instead of evicting.",
            defaultValue = "\"PreemptLowerPriority\"",
            enumValues = {"Never", "PreemptLowerPriority"})
        @Nullable String preemptionPolicy,
    @ApiField(number = 2, doc = "The priority; higher goes first.", required = true) Integer value)
    implements KubernetesObject, PriorityClassBuilder.With {}
