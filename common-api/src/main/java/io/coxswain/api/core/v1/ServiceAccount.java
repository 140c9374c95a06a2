package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:ServiceAccount */
@ApiKind(
    group = "",
    version = "v1",
    kind = "ServiceAccount",
    plural = "serviceaccounts",
    shortNames = "sa")
@ApiType("TYPEDOC:ServiceAccount")
public record ServiceAccount(
    @ApiField(number = 1, doc = "FIELD:ServiceAccount.metadata", struct = true) ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "FIELD:ServiceAccount.secrets",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<ObjectReference> secrets,
    @ApiField(number = 3, doc = "FIELD:ServiceAccount.imagePullSecrets")
        List<LocalObjectReference> imagePullSecrets,
    @ApiField(number = 4, doc = "FIELD:ServiceAccount.automountServiceAccountToken")
        @Nullable Boolean automountServiceAccountToken)
    implements KubernetesObject, ServiceAccountBuilder.With {}
