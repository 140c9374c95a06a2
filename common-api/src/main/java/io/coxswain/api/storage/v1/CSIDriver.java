package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A CSI driver installed in the cluster, and what it needs and can do. */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "CSIDriver",
    plural = "csidrivers",
    namespaced = false)
@ApiType("A CSI driver installed in the cluster, and what it needs and can do.")
public record CSIDriver(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What the driver needs and can do.", required = true, struct = true)
        CSIDriverSpec spec)
    implements KubernetesObject, CSIDriverBuilder.With {

  /** What a CSI driver needs and can do. */
  @ApiType("What a CSI driver needs and can do.")
  public record CSIDriverSpec(
      @ApiField(
              number = 1,
              doc =
                  "Whether volumes are attached to nodes before they are mounted; can't be changed.",
              defaultValue = "true")
          @Nullable Boolean attachRequired,
      @ApiField(
              number = 2,
              doc = "Whether the driver is told the pod's name, namespace and uid when it mounts.",
              defaultValue = "false")
          @Nullable Boolean podInfoOnMount,
      @ApiField(
              number = 3,
              doc = "Persistent and Ephemeral, whichever the driver supports; can't be changed.",
              listType = ListType.SET,
              defaultValue = "[\"Persistent\"]")
          List<String> volumeLifecycleModes,
      @ApiField(
              number = 4,
              doc = "Whether scheduling looks at CSIStorageCapacity objects of this driver.",
              defaultValue = "false")
          @Nullable Boolean storageCapacity,
      @ApiField(
              number = 5,
              doc = "Whether ownership of volumes is changed to the pod's fsGroup.",
              defaultValue = "\"ReadWriteOnceWithFSType\"",
              enumValues = {"File", "None", "ReadWriteOnceWithFSType"})
          @Nullable String fsGroupPolicy,
      @ApiField(
              number = 6,
              doc = "Tokens of the pod's ServiceAccount the driver is given when it mounts.")
          List<TokenRequest> tokenRequests,
      @ApiField(
              number = 7,
              doc = "Whether the driver is called again and again while the volume is mounted.",
              defaultValue = "false")
          @Nullable Boolean requiresRepublish,
      @ApiField(
              number = 8,
              doc = "Whether the driver can mount with an SELinux context.",
              defaultValue = "false")
          @Nullable Boolean seLinuxMount,
      @ApiField(
              number = 9,
              doc = "How often the kubelet asks anew how many volumes fit a node; at least 10.")
          @Nullable Long nodeAllocatableUpdatePeriodSeconds)
      implements CSIDriverSpecBuilder.With {}

  /** A token of a ServiceAccount that a driver wants. */
  @ApiType("A token of a ServiceAccount that a driver wants.")
  public record TokenRequest(
      @ApiField(
              number = 1,
              doc = "For whom the token is; empty for the API server.",
              required = true)
          String audience,
      @ApiField(number = 2, doc = "How long the token is valid.") @Nullable Long expirationSeconds)
      implements TokenRequestBuilder.With {}
}
