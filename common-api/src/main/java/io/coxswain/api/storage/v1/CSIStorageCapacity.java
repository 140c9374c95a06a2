package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** How much storage of a class is left in one part of the cluster. */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "CSIStorageCapacity",
    plural = "csistoragecapacities")
@ApiType("How much storage of a class is left in one part of the cluster.")
public record CSIStorageCapacity(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Nodes that can reach the storage; none where it is not set.")
        @Nullable LabelSelector nodeTopology,
    @ApiField(number = 3, doc = "The StorageClass; can't be changed.", required = true)
        String storageClassName,
    @ApiField(number = 4, doc = "Space that is left; unknown where it is not set.")
        @Nullable Quantity capacity,
    @ApiField(number = 5, doc = "Largest volume that can be made.")
        @Nullable Quantity maximumVolumeSize)
    implements KubernetesObject, CSIStorageCapacityBuilder.With {}
