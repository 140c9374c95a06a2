package io.coxswain.api.authorization.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Something to be done to a path. */
@ApiType("Something to be done to a path.")
public record NonResourceAttributes(
    @ApiField(number = 1, doc = "The path.") @Nullable String path,
    @ApiField(number = 2, doc = "HTTP method in lower case.") @Nullable String verb)
    implements NonResourceAttributesBuilder.With {}
