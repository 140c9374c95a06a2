package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The CSI drivers installed on a node; it has the node's name. */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "CSINode",
    plural = "csinodes",
    namespaced = false)
@ApiType("The CSI drivers installed on a node; it has the node's name.")
public record CSINode(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The drivers.", required = true, struct = true) CSINodeSpec spec)
    implements KubernetesObject, CSINodeBuilder.With {

  /** The CSI drivers installed on a node. */
  @ApiType("The CSI drivers installed on a node.")
  public record CSINodeSpec(
      @ApiField(
              number = 1,
              doc = "The drivers, one per name.",
              required = true,
              writeEmpty = true,
              listType = ListType.MAP,
              keys = {"name"},
              mergeKey = "name")
          List<CSINodeDriver> drivers)
      implements CSINodeSpecBuilder.With {}

  /** One CSI driver on a node. */
  @ApiType("One CSI driver on a node.")
  public record CSINodeDriver(
      @ApiField(number = 1, doc = "Name of the driver, as in its CSIDriver.", required = true)
          String name,
      @ApiField(number = 2, doc = "The node's name in the driver's own terms.", required = true)
          String nodeID,
      @ApiField(number = 3, doc = "Labels of the node by which the driver tells places apart.")
          List<String> topologyKeys,
      @ApiField(number = 4, doc = "How many volumes of the driver fit the node.")
          @Nullable VolumeNodeResources allocatable)
      implements CSINodeDriverBuilder.With {}

  /** How many volumes fit a node. */
  @ApiType("How many volumes fit a node.")
  public record VolumeNodeResources(
      @ApiField(number = 1, doc = "Number of volumes; unlimited where it is not set.")
          @Nullable Integer count)
      implements VolumeNodeResourcesBuilder.With {}
}
