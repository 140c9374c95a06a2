package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:ContainerStatus */
@ApiType("TYPEDOC:ContainerStatus")
public record ContainerStatus(
    @ApiField(number = 1, doc = "FIELD:ContainerStatus.name", required = true) String name,
    @ApiField(number = 2, doc = "FIELD:ContainerStatus.state", struct = true) ContainerState state,
    @ApiField(number = 3, doc = "FIELD:ContainerStatus.lastState", struct = true)
        ContainerState lastState,
    @ApiField(number = 4, doc = "FIELD:ContainerStatus.ready", required = true) Boolean ready,
    @ApiField(number = 5, doc = "FIELD:ContainerStatus.restartCount", required = true)
        Integer restartCount,
    @ApiField(number = 6, doc = "FIELD:ContainerStatus.image", required = true) String image,
    @ApiField(number = 7, doc = "FIELD:ContainerStatus.imageID", required = true) String imageID,
    @ApiField(number = 8, doc = "FIELD:ContainerStatus.containerID") @Nullable String containerID,
    @ApiField(number = 9, doc = "FIELD:ContainerStatus.started") @Nullable Boolean started,
    @ApiField(number = 10, doc = "FIELD:ContainerStatus.allocatedResources")
        Map<String, Quantity> allocatedResources,
    @ApiField(number = 11, doc = "FIELD:ContainerStatus.resources")
        @Nullable ResourceRequirements resources,
    @ApiField(number = 12, doc = "FIELD:ContainerStatus.volumeMounts")
        List<VolumeMountStatus> volumeMounts,
    @ApiField(number = 13, doc = "FIELD:ContainerStatus.user") @Nullable ContainerUser user,
    @ApiField(number = 14, doc = "FIELD:ContainerStatus.allocatedResourcesStatus")
        List<ResourceStatus> allocatedResourcesStatus,
    @ApiField(number = 15, doc = "FIELD:ContainerStatus.stopSignal") @Nullable String stopSignal)
    implements ContainerStatusBuilder.With {

  /** DOC:ContainerState */
  @ApiType("TYPEDOC:ContainerState")
  public record ContainerState(
      @ApiField(number = 1, doc = "FIELD:ContainerState.waiting")
          @Nullable ContainerStateWaiting waiting,
      @ApiField(number = 2, doc = "FIELD:ContainerState.running")
          @Nullable ContainerStateRunning running,
      @ApiField(number = 3, doc = "FIELD:ContainerState.terminated")
          @Nullable ContainerStateTerminated terminated)
      implements ContainerStateBuilder.With {}

  /** DOC:ContainerStateWaiting */
  @ApiType("TYPEDOC:ContainerStateWaiting")
  public record ContainerStateWaiting(
      @ApiField(number = 1, doc = "FIELD:ContainerStateWaiting.reason") @Nullable String reason,
      @ApiField(number = 2, doc = "FIELD:ContainerStateWaiting.message") @Nullable String message)
      implements ContainerStateWaitingBuilder.With {}

  /** DOC:ContainerStateRunning */
  @ApiType("TYPEDOC:ContainerStateRunning")
  public record ContainerStateRunning(
      @ApiField(number = 1, doc = "FIELD:ContainerStateRunning.startedAt")
          @Nullable Instant startedAt)
      implements ContainerStateRunningBuilder.With {}

  /** DOC:ContainerStateTerminated */
  @ApiType("TYPEDOC:ContainerStateTerminated")
  public record ContainerStateTerminated(
      @ApiField(number = 1, doc = "FIELD:ContainerStateTerminated.exitCode", required = true)
          Integer exitCode,
      @ApiField(number = 2, doc = "FIELD:ContainerStateTerminated.signal") @Nullable Integer signal,
      @ApiField(number = 3, doc = "FIELD:ContainerStateTerminated.reason") @Nullable String reason,
      @ApiField(number = 4, doc = "FIELD:ContainerStateTerminated.message")
          @Nullable String message,
      @ApiField(number = 5, doc = "FIELD:ContainerStateTerminated.startedAt")
          @Nullable Instant startedAt,
      @ApiField(number = 6, doc = "FIELD:ContainerStateTerminated.finishedAt")
          @Nullable Instant finishedAt,
      @ApiField(number = 7, doc = "FIELD:ContainerStateTerminated.containerID")
          @Nullable String containerID)
      implements ContainerStateTerminatedBuilder.With {}

  /** DOC:VolumeMountStatus */
  @ApiType("TYPEDOC:VolumeMountStatus")
  public record VolumeMountStatus(
      @ApiField(number = 1, doc = "FIELD:VolumeMountStatus.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:VolumeMountStatus.mountPath", required = true)
          String mountPath,
      @ApiField(number = 3, doc = "FIELD:VolumeMountStatus.readOnly") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "FIELD:VolumeMountStatus.recursiveReadOnly")
          @Nullable String recursiveReadOnly)
      implements VolumeMountStatusBuilder.With {}

  /** DOC:ContainerUser */
  @ApiType("TYPEDOC:ContainerUser")
  public record ContainerUser(
      @ApiField(number = 1, doc = "FIELD:ContainerUser.linux") @Nullable LinuxContainerUser linux)
      implements ContainerUserBuilder.With {}

  /** DOC:LinuxContainerUser */
  @ApiType("TYPEDOC:LinuxContainerUser")
  public record LinuxContainerUser(
      @ApiField(number = 1, doc = "FIELD:LinuxContainerUser.uid", required = true) Long uid,
      @ApiField(number = 2, doc = "FIELD:LinuxContainerUser.gid", required = true) Long gid,
      @ApiField(number = 3, doc = "FIELD:LinuxContainerUser.supplementalGroups")
          List<Long> supplementalGroups)
      implements LinuxContainerUserBuilder.With {}

  /** DOC:ResourceStatus */
  @ApiType("TYPEDOC:ResourceStatus")
  public record ResourceStatus(
      @ApiField(number = 1, doc = "FIELD:ResourceStatus.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:ResourceStatus.resources") List<ResourceHealth> resources)
      implements ResourceStatusBuilder.With {}

  /** DOC:ResourceHealth */
  @ApiType("TYPEDOC:ResourceHealth")
  public record ResourceHealth(
      @ApiField(number = 1, doc = "FIELD:ResourceHealth.resourceID", required = true)
          String resourceID,
      @ApiField(number = 2, doc = "FIELD:ResourceHealth.health") @Nullable String health)
      implements ResourceHealthBuilder.With {}
}
