package io.coxswain.api.policy.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.DeleteOptions;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Asks a pod to leave: a deletion that disruption budgets may object to. */
@ApiKind(group = "policy", version = "v1", kind = "Eviction", plural = "")
@ApiType("Asks a pod to leave: a deletion that disruption budgets may object to.")
public record Eviction(
    @ApiField(number = 1, doc = "Names the pod.", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "How the pod is to be deleted.")
        @Nullable DeleteOptions deleteOptions)
    implements KubernetesObject, EvictionBuilder.With {}
