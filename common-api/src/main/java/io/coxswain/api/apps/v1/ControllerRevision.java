package io.coxswain.api.apps.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An earlier state of a controller's template, immutable. */
@ApiKind(
    group = "apps",
    version = "v1",
    kind = "ControllerRevision",
    plural = "controllerrevisions")
@ApiType("An earlier state of a controller's template, immutable.")
public record ControllerRevision(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The state.") @Nullable JsonNode data,
    @ApiField(number = 3, doc = "Number of the state, counted up.", required = true) Long revision)
    implements KubernetesObject, ControllerRevisionBuilder.With {}
