package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** DOC:AWSElasticBlockStoreVolumeSource */
@ApiType("TYPEDOC:AWSElasticBlockStoreVolumeSource")
public record AWSElasticBlockStoreVolumeSource(
    @ApiField(number = 1, doc = "FIELD:AWSElasticBlockStoreVolumeSource.volumeID", required = true)
        String volumeID,
    @ApiField(number = 2, doc = "FIELD:AWSElasticBlockStoreVolumeSource.fsType")
        @Nullable String fsType,
    @ApiField(number = 3, doc = "FIELD:AWSElasticBlockStoreVolumeSource.partition")
        @Nullable Integer partition,
    @ApiField(number = 4, doc = "FIELD:AWSElasticBlockStoreVolumeSource.readOnly")
        @Nullable Boolean readOnly)
    implements AWSElasticBlockStoreVolumeSourceBuilder.With {}
