package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A Flocker volume. */
@ApiType("A Flocker volume.")
public record FlockerVolumeSource(
    @ApiField(number = 1, doc = "Name of the dataset.") @Nullable String datasetName,
    @ApiField(number = 2, doc = "UUID of the dataset.") @Nullable String datasetUUID)
    implements FlockerVolumeSourceBuilder.With {}
