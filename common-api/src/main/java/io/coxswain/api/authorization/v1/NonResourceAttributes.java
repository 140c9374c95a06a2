package io.coxswain.api.authorization.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:NonResourceAttributes */
@ApiType("TYPEDOC:NonResourceAttributes")
public record NonResourceAttributes(
    @ApiField(number = 1, doc = "FIELD:NonResourceAttributes.path") @Nullable String path,
    @ApiField(number = 2, doc = "FIELD:NonResourceAttributes.verb") @Nullable String verb)
    implements NonResourceAttributesBuilder.With {}
