package io.coxswain.api.storage.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.PersistentVolumeSpec;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The wish that a volume be attached to a node, and how far that is. */
@ApiKind(
    group = "storage.k8s.io",
    version = "v1",
    kind = "VolumeAttachment",
    plural = "volumeattachments",
    namespaced = false,
    subresources = {"status"})
@ApiType("The wish that a volume be attached to a node, and how far that is.")
public record VolumeAttachment(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "Which volume is attached where and by whom; can't be changed.",
            required = true,
            struct = true)
        VolumeAttachmentSpec spec,
    @ApiField(
            number = 3,
            doc = "How far attaching or detaching is, written by the driver's attacher.",
            struct = true)
        VolumeAttachmentStatus status)
    implements KubernetesObject, VolumeAttachmentBuilder.With {

  /** Which volume is attached to which node, and by whom. */
  @ApiType("Which volume is attached to which node, and by whom.")
  public record VolumeAttachmentSpec(
      @ApiField(number = 1, doc = "The CSI driver that attaches the volume.", required = true)
          String attacher,
      @ApiField(number = 2, doc = "The volume.", required = true, struct = true)
          VolumeAttachmentSource source,
      @ApiField(number = 3, doc = "The node the volume is attached to.", required = true)
          String nodeName)
      implements VolumeAttachmentSpecBuilder.With {}

  /** A volume to attach; exactly one of the fields is set. */
  @ApiType("A volume to attach; exactly one of the fields is set.")
  public record VolumeAttachmentSource(
      @ApiField(number = 1, doc = "Name of a PersistentVolume.")
          @Nullable String persistentVolumeName,
      @ApiField(number = 2, doc = "A volume that a pod names inline, translated to CSI.")
          @Nullable PersistentVolumeSpec inlineVolumeSpec)
      implements VolumeAttachmentSourceBuilder.With {}

  /** How far attaching or detaching is. */
  @ApiType("How far attaching or detaching is.")
  public record VolumeAttachmentStatus(
      @ApiField(
              number = 1,
              doc = "Whether the volume is attached.",
              required = true,
              defaultValue = "false")
          @Nullable Boolean attached,
      @ApiField(
              number = 2,
              doc = "What the driver reported of the attachment, for the steps that follow.")
          Map<String, String> attachmentMetadata,
      @ApiField(number = 3, doc = "The last error while attaching.")
          @Nullable VolumeError attachError,
      @ApiField(number = 4, doc = "The last error while detaching.")
          @Nullable VolumeError detachError)
      implements VolumeAttachmentStatusBuilder.With {}

  /** An error of a volume operation. */
  @ApiType("An error of a volume operation.")
  public record VolumeError(
      @ApiField(number = 1, doc = "When the error happened.") @Nullable Instant time,
      @ApiField(number = 2, doc = "What the error was; no secrets may be in it.")
          @Nullable String message,
      @ApiField(number = 3, doc = "The gRPC code of the error.") @Nullable Integer errorCode)
      implements VolumeErrorBuilder.With {}
}
