package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Identity of the programs in pods. */
@ApiKind(
    group = "",
    version = "v1",
    kind = "ServiceAccount",
    plural = "serviceaccounts",
    shortNames = "sa")
@ApiType("Identity of the programs in pods.")
public record ServiceAccount(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "Secrets that its pods may use.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<ObjectReference> secrets,
    @ApiField(number = 3, doc = "Secrets for image registries that its pods get.")
        List<LocalObjectReference> imagePullSecrets,
    @ApiField(number = 4, doc = "Whether its pods mount a token; pods may say otherwise.")
        @Nullable Boolean automountServiceAccountToken)
    implements KubernetesObject, ServiceAccountBuilder.With {}
