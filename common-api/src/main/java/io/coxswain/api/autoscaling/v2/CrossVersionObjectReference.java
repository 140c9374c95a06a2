package io.coxswain.api.autoscaling.v2;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names an object of the same namespace by kind and name. */
@ApiType("Names an object of the same namespace by kind and name.")
public record CrossVersionObjectReference(
    @ApiField(number = 1, doc = "Kind of the object.", required = true) String kind,
    @ApiField(number = 2, doc = "Name of the object.", required = true) String name,
    @ApiField(number = 3, doc = "Group and version of the kind.") @Nullable String apiVersion)
    implements CrossVersionObjectReferenceBuilder.With {}
