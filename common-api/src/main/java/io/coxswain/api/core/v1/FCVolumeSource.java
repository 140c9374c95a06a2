package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** DOC:FCVolumeSource */
@ApiType("TYPEDOC:FCVolumeSource")
public record FCVolumeSource(
    @ApiField(number = 1, doc = "FIELD:FCVolumeSource.targetWWNs") List<String> targetWWNs,
    @ApiField(number = 2, doc = "FIELD:FCVolumeSource.lun") @Nullable Integer lun,
    @ApiField(number = 3, doc = "FIELD:FCVolumeSource.fsType") @Nullable String fsType,
    @ApiField(number = 4, doc = "FIELD:FCVolumeSource.readOnly") @Nullable Boolean readOnly,
    @ApiField(number = 5, doc = "FIELD:FCVolumeSource.wwids") List<String> wwids)
    implements FCVolumeSourceBuilder.With {}
