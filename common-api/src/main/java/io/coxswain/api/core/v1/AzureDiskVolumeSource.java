package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A data disk of Azure, attached to the pod's node. */
@ApiType("A data disk of Azure, attached to the pod's node.")
public record AzureDiskVolumeSource(
    @ApiField(number = 1, doc = "Name of the disk.", required = true) String diskName,
    @ApiField(number = 2, doc = "Address of the disk in its storage.", required = true)
        String diskURI,
    @ApiField(
            number = 3,
            doc = "Host caching: None, ReadOnly or ReadWrite.",
            defaultValue = "\"ReadWrite\"",
            enumValues = {"None", "ReadOnly", "ReadWrite"})
        @Nullable String cachingMode,
    @ApiField(
            number = 4,
            doc = "File system of the volume; empty lets the driver choose, usually ext4.",
            defaultValue = "\"ext4\"")
        @Nullable String fsType,
    @ApiField(number = 5, doc = "Mount the volume read-only.", defaultValue = "false")
        @Nullable Boolean readOnly,
    @ApiField(
            number = 6,
            doc = "Shared, Dedicated or Managed.",
            defaultValue = "\"Shared\"",
            enumValues = {"Dedicated", "Managed", "Shared"})
        @Nullable String kind)
    implements AzureDiskVolumeSourceBuilder.With {}
