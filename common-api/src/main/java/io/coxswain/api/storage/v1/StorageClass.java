package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.TopologySelectorTerm;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of storage from which volumes are made for claims. */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "StorageClass",
    plural = "storageclasses",
    shortNames = "sc",
    namespaced = false)
@ApiType("A kind of storage from which volumes are made for claims.")
public record StorageClass(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Who makes the volumes.", required = true) String provisioner,
    @ApiField(number = 3, doc = "Settings for the provisioner.") Map<String, String> parameters,
    @ApiField(
            number = 4,
            doc = "What happens to volumes after their claims are gone: Delete or Retain.",
            defaultValue = "\"Delete\"",
            enumValues = {"Delete", "Retain"})
        @Nullable String reclaimPolicy,
    @ApiField(number = 5, doc = "Options for mounting the volumes.") List<String> mountOptions,
    @ApiField(number = 6, doc = "Whether claims may grow.") @Nullable Boolean allowVolumeExpansion,
    @ApiField(
            number = 7,
            doc = "Immediate, or WaitForFirstConsumer to wait for a pod.",
            defaultValue = "\"Immediate\"",
            enumValues = {"Immediate", "WaitForFirstConsumer"})
        @Nullable String volumeBindingMode,
    @ApiField(number = 8, doc = "Where volumes may be made.")
        List<TopologySelectorTerm> allowedTopologies)
    implements KubernetesObject, StorageClassBuilder.With {}
