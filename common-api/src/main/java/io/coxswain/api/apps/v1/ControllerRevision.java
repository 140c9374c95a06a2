package io.coxswain.api.apps.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** DOC:ControllerRevision */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "ControllerRevision",
    plural = "controllerrevisions")
@ApiType("TYPEDOC:ControllerRevision")
public record ControllerRevision(
    @ApiField(number = 1, doc = "FIELD:ControllerRevision.metadata", struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:ControllerRevision.data") @Nullable JsonNode data,
    @ApiField(number = 3, doc = "FIELD:ControllerRevision.revision", required = true) Long revision)
    implements KubernetesObject, ControllerRevisionBuilder.With {}
