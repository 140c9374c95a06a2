package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Confidential values, such as passwords and keys. */
@ApiKind(group = "", version = "v1", kind = "Secret", plural = "secrets")
@ApiType("Confidential values, such as passwords and keys.")
public record Secret(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 5, doc = "Nothing but metadata can be changed any more.")
        @Nullable Boolean immutable,
    @ApiField(number = 2, doc = "Values in base64.", format = "byte") Map<String, String> data,
    @ApiField(number = 4, doc = "Values as text, for writing only; they are merged into data.")
        Map<String, String> stringData,
    @ApiField(
            number = 3,
            doc = "What it is for; some types require certain keys.",
            defaultValue = "\"Opaque\"")
        @Nullable String type)
    implements KubernetesObject, SecretBuilder.With {}
