package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** State of one container. */
@ApiType("State of one container.")
public record ContainerStatus(
    @ApiField(number = 1, doc = "Name of the container.", required = true) String name,
    @ApiField(number = 2, doc = "What it is doing now.", struct = true) ContainerState state,
    @ApiField(number = 3, doc = "How it ended the time before.", struct = true)
        ContainerState lastState,
    @ApiField(number = 4, doc = "Whether it passes its readiness probe.", required = true)
        Boolean ready,
    @ApiField(number = 5, doc = "How often it was started again.", required = true)
        Integer restartCount,
    @ApiField(number = 6, doc = "Image it runs, as the runtime names it.", required = true)
        String image,
    @ApiField(number = 7, doc = "Digest of the image.", required = true) String imageID,
    @ApiField(number = 8, doc = "Id of the container, as runtime://id.")
        @Nullable String containerID,
    @ApiField(number = 9, doc = "Whether it passed its startup probe.") @Nullable Boolean started,
    @ApiField(number = 10, doc = "Requests the node has set aside for it.")
        Map<String, Quantity> allocatedResources,
    @ApiField(number = 11, doc = "Requests and limits that are in effect.")
        @Nullable ResourceRequirements resources,
    @ApiField(
            number = 12,
            doc = "State of its mounts.",
            listType = ListType.MAP,
            keys = {"mountPath"},
            mergeKey = "mountPath")
        List<VolumeMountStatus> volumeMounts,
    @ApiField(number = 13, doc = "User and groups of its first process.")
        @Nullable ContainerUser user,
    @ApiField(
            number = 14,
            doc = "Health of devices given to it.",
            listType = ListType.MAP,
            keys = {"name"},
            mergeKey = "name")
        List<ResourceStatus> allocatedResourcesStatus,
    @ApiField(number = 15, doc = "Signal that asks it to end.") @Nullable String stopSignal)
    implements ContainerStatusBuilder.With {

  /** What a container is doing; one is set, waiting where none is. */
  @ApiType("What a container is doing; one is set, waiting where none is.")
  public record ContainerState(
      @ApiField(number = 1, doc = "It has not started yet.")
          @Nullable ContainerStateWaiting waiting,
      @ApiField(number = 2, doc = "It is running.") @Nullable ContainerStateRunning running,
      @ApiField(number = 3, doc = "It has ended.") @Nullable ContainerStateTerminated terminated)
      implements ContainerStateBuilder.With {}

  /** A container that has not started yet. */
  @ApiType("A container that has not started yet.")
  public record ContainerStateWaiting(
      @ApiField(number = 1, doc = "What it waits for, in one word.") @Nullable String reason,
      @ApiField(number = 2, doc = "What it waits for, for people.") @Nullable String message)
      implements ContainerStateWaitingBuilder.With {}

  /** A running container. */
  @ApiType("A running container.")
  public record ContainerStateRunning(
      @ApiField(number = 1, doc = "When it was started.") @Nullable Instant startedAt)
      implements ContainerStateRunningBuilder.With {}

  /** A container that has ended. */
  @ApiType("A container that has ended.")
  public record ContainerStateTerminated(
      @ApiField(number = 1, doc = "Exit code of its first process.", required = true)
          Integer exitCode,
      @ApiField(number = 2, doc = "Signal that ended it.") @Nullable Integer signal,
      @ApiField(number = 3, doc = "Why it ended, in one word.") @Nullable String reason,
      @ApiField(number = 4, doc = "Last words of the container.") @Nullable String message,
      @ApiField(number = 5, doc = "When it was started.") @Nullable Instant startedAt,
      @ApiField(number = 6, doc = "When it ended.") @Nullable Instant finishedAt,
      @ApiField(number = 7, doc = "Id of the container, as runtime://id.")
          @Nullable String containerID)
      implements ContainerStateTerminatedBuilder.With {}

  /** State of a mount. */
  @ApiType("State of a mount.")
  public record VolumeMountStatus(
      @ApiField(number = 1, doc = "Name of the volume.", required = true) String name,
      @ApiField(number = 2, doc = "Directory at which it appears.", required = true)
          String mountPath,
      @ApiField(number = 3, doc = "Whether it is read-only.") @Nullable Boolean readOnly,
      @ApiField(number = 4, doc = "Whether mounts below it are read-only too.")
          @Nullable String recursiveReadOnly)
      implements VolumeMountStatusBuilder.With {}

  /** Who a container runs as. */
  @ApiType("Who a container runs as.")
  public record ContainerUser(
      @ApiField(number = 1, doc = "Ids on Linux.") @Nullable LinuxContainerUser linux)
      implements ContainerUserBuilder.With {}

  /** Ids of a container's first process. */
  @ApiType("Ids of a container's first process.")
  public record LinuxContainerUser(
      @ApiField(number = 1, doc = "User id.", required = true) Long uid,
      @ApiField(number = 2, doc = "Group id.", required = true) Long gid,
      @ApiField(number = 3, doc = "Further group ids.") List<Long> supplementalGroups)
      implements LinuxContainerUserBuilder.With {}

  /** Health of one resource of a container. */
  @ApiType("Health of one resource of a container.")
  public record ResourceStatus(
      @ApiField(number = 1, doc = "Name of the resource.", required = true) String name,
      @ApiField(
              number = 2,
              doc = "Health of each of its units.",
              listType = ListType.MAP,
              keys = {"resourceID"})
          List<ResourceHealth> resources)
      implements ResourceStatusBuilder.With {}

  /** Health of one device. */
  @ApiType("Health of one device.")
  public record ResourceHealth(
      @ApiField(number = 1, doc = "Id of the device.", required = true) String resourceID,
      @ApiField(number = 2, doc = "Healthy, Unhealthy or Unknown.") @Nullable String health)
      implements ResourceHealthBuilder.With {}
}
