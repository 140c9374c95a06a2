package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:Secret */
@ApiKind(group = "", version = "v1", kind = "Secret", plural = "secrets")
@ApiType("TYPEDOC:Secret")
public record Secret(
    @ApiField(number = 1, doc = "FIELD:Secret.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 5, doc = "FIELD:Secret.immutable") @Nullable Boolean immutable,
    @ApiField(number = 2, doc = "FIELD:Secret.data", format = "byte") Map<String, String> data,
    @ApiField(number = 4, doc = "FIELD:Secret.stringData") Map<String, String> stringData,
    @ApiField(number = 3, doc = "FIELD:Secret.type", defaultValue = "\"Opaque\"")
        @Nullable String type)
    implements KubernetesObject, SecretBuilder.With {}
