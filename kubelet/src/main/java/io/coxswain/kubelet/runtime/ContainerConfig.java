package io.coxswain.kubelet.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container as the kubelet wants it made.
 *
 * @param attempt how often this container of the pod was made before
 * @param imageId the image's id, as {@link ContainerRuntime#image} gave it
 * @param hash of the container's part of the pod spec, kept with the container
 * @param terminationMessage where on the host the container's last words are; null for none
 */
public record ContainerConfig(
    PodRef pod,
    String sandboxId,
    String name,
    int attempt,
    String imageId,
    List<String> command,
    List<String> args,
    @Nullable String workingDir,
    List<String> environment,
    List<Mount> mounts,
    ContainerResources resources,
    ContainerSecurity security,
    boolean shareSandboxPid,
    boolean hostPid,
    boolean stdin,
    boolean stdinOnce,
    boolean tty,
    @Nullable String stopSignal,
    String hash,
    @Nullable String terminationMessage) {

  /** A host path bound into the container; {@code propagation} is empty, rslave or rshared. */
  public record Mount(
      String hostPath, String containerPath, boolean readOnly, String propagation) {}

  /**
   * Limits in the kernel's units; zero means none.
   *
   * @param cpuShares relative weight, 2 to 262144
   * @param cpuQuota microseconds per {@code cpuPeriod}
   * @param memoryLimit bytes
   * @param oomScoreAdj -1000 to 1000
   */
  public record ContainerResources(
      int cpuShares, long cpuQuota, long cpuPeriod, long memoryLimit, int oomScoreAdj) {}

  /** Who the container's processes are and what they may do. */
  public record ContainerSecurity(
      boolean privileged,
      @Nullable Long user,
      @Nullable Long group,
      List<Long> supplementalGroups,
      List<String> addCapabilities,
      List<String> dropCapabilities,
      boolean readOnlyRootFilesystem,
      boolean noNewPrivileges,
      List<String> securityOptions) {}
}
