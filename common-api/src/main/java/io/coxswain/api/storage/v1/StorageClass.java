package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:StorageClass */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "StorageClass",
    plural = "storageclasses",
    shortNames = "sc",
    namespaced = false)
@ApiType("TYPEDOC:StorageClass")
public record StorageClass(
    @ApiField(number = 1, doc = "FIELD:StorageClass.metadata", struct = true) ObjectMeta metadata,
    @ApiField(number = 2, doc = "FIELD:StorageClass.provisioner", required = true)
        String provisioner,
    @ApiField(number = 3, doc = "FIELD:StorageClass.parameters") Map<String, String> parameters,
    @ApiField(number = 4, doc = "FIELD:StorageClass.reclaimPolicy", defaultValue = "\"Delete\"")
        @Nullable String reclaimPolicy,
    @ApiField(number = 5, doc = "FIELD:StorageClass.mountOptions") List<String> mountOptions,
    @ApiField(number = 6, doc = "FIELD:StorageClass.allowVolumeExpansion")
        @Nullable Boolean allowVolumeExpansion,
    @ApiField(
            number = 7,
            doc = "FIELD:StorageClass.volumeBindingMode",
            defaultValue = "\"Immediate\"",
            enumValues = {"Immediate", "WaitForFirstConsumer"})
        @Nullable String volumeBindingMode,
    @ApiField(number = 8, doc = "FIELD:StorageClass.allowedTopologies")
        List<TopologySelectorTerm> allowedTopologies)
    implements KubernetesObject, StorageClassBuilder.With {

  /** DOC:TopologySelectorTerm */
  @ApiType("TYPEDOC:TopologySelectorTerm")
  public record TopologySelectorTerm(
      @ApiField(number = 1, doc = "FIELD:TopologySelectorTerm.matchLabelExpressions")
          List<TopologySelectorLabelRequirement> matchLabelExpressions)
      implements TopologySelectorTermBuilder.With {}

  /** DOC:TopologySelectorLabelRequirement */
  @ApiType("TYPEDOC:TopologySelectorLabelRequirement")
  public record TopologySelectorLabelRequirement(
      @ApiField(number = 1, doc = "FIELD:TopologySelectorLabelRequirement.key", required = true)
          String key,
      @ApiField(number = 2, doc = "FIELD:TopologySelectorLabelRequirement.values", required = true)
          List<String> values)
      implements TopologySelectorLabelRequirementBuilder.With {}
}
