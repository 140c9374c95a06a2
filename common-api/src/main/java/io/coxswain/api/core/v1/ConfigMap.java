package io.coxswain.api.core.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configuration as keys and values. */
@ApiKind(group = "", version = "v1", kind = "ConfigMap", plural = "configmaps", shortNames = "cm")
@ApiType("Configuration as keys and values.")
public record ConfigMap(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 4, doc = "Nothing but metadata can be changed any more.")
        @Nullable Boolean immutable,
    @ApiField(number = 2, doc = "Text values.") Map<String, String> data,
    @ApiField(number = 3, doc = "Other values, in base64.", format = "byte")
        Map<String, String> binaryData)
    implements KubernetesObject, ConfigMapBuilder.With {}
