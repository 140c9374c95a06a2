package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:ConfigMap */
@ApiKind(group = "", version = "v1", kind = "ConfigMap", plural = "configmaps", shortNames = "cm")
@ApiType("TYPEDOC:ConfigMap")
public record ConfigMap(
    @ApiField(number = 1, doc = "FIELD:ConfigMap.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 4, doc = "FIELD:ConfigMap.immutable") @Nullable Boolean immutable,
    @ApiField(number = 2, doc = "FIELD:ConfigMap.data") Map<String, String> data,
    @ApiField(number = 3, doc = "FIELD:ConfigMap.binaryData", format = "byte")
        Map<String, String> binaryData)
    implements KubernetesObject, ConfigMapBuilder.With {}
