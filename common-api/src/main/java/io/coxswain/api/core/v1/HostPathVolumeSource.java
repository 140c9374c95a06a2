package io.coxswain.api.core.v1;

import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** A file or directory of the node. */
@ApiType("A file or directory of the node.")
public record HostPathVolumeSource(
    @ApiField(number = 1, doc = "Path on the node.", required = true) String path,
    @ApiField(
            number = 2,
            doc =
                "What must be there or is made: Directory, DirectoryOrCreate, File and so on; empty checks nothing.",
            defaultValue = "\"\"",
            enumValues = {
              "",
              "BlockDevice",
              "CharDevice",
              "Directory",
              "DirectoryOrCreate",
              "File",
              "FileOrCreate",
              "Socket"
            })
        @Nullable String type)
    implements HostPathVolumeSourceBuilder.With {}
