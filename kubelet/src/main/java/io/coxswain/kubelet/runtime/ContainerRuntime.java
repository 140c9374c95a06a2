package io.coxswain.kubelet.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What runs containers for one node. Every call blocks and may be made from any virtual thread;
 * failures are {@link ContainerRuntimeException}. An implementation sees and touches only what it
 * made for its own cluster and node.
 */
public interface ContainerRuntime extends AutoCloseable {
  /** Which runtime this is, as a node reports it. */
  record Version(String runtimeName, String runtimeVersion, String apiVersion) {}

  Version version();

  /** Whether containers are only simulated: nobody listens on their ports, and they are well. */
  default boolean isSimulated() {
    return false;
  }

  /** Creates and starts a pod's sandbox and returns its id (CRI RunPodSandbox). */
  String runSandbox(SandboxConfig config);

  /** Stops the sandbox and gives its addresses back; stopping one that is gone is no error. */
  void stopSandbox(String sandboxId);

  /** Removes a sandbox with the containers left in it; removing one that is gone is no error. */
  void removeSandbox(String sandboxId);

  /** Creates a container in a sandbox without starting it, and returns its id. */
  String createContainer(ContainerConfig config);

  void startContainer(String containerId);

  /**
   * Asks the container to end and kills it when {@code grace} has passed; stopping one that has
   * ended or is gone is no error.
   */
  void stopContainer(String containerId, Duration grace);

  /** Removes a container, killing it where it runs; removing one that is gone is no error. */
  void removeContainer(String containerId);

  /** All pods of this node, with everything the runtime knows of them. */
  List<RuntimePod> pods();

  /** One pod as the runtime sees it now; without sandboxes and containers where it has none. */
  RuntimePod pod(String podUid);

  Optional<RuntimeContainer> container(String containerId);

  /** Starts a command in a running container; the streams say what is connected. */
  ExecSession exec(String containerId, List<String> command, boolean tty, boolean stdin);

  /** Connects to the main process of a running container. */
  ExecSession attach(String containerId, boolean tty, boolean stdin);

  /** Runs a command to its end, or kills it after {@code timeout}. */
  ExecResult execSync(String containerId, List<String> command, Duration timeout);

  /**
   * Sends a container's log to {@code sink} and returns at its end, which with {@code follow} is
   * the container's end or the interruption of this thread.
   */
  void logs(String containerId, LogOptions options, LogSink sink);

  Optional<ContainerStats> stats(String containerId);

  /** The image a reference names on this node. */
  Optional<ImageInfo> image(String reference);

  List<ImageInfo> images();

  /** Fetches an image from its registry and returns its id. */
  String pullImage(String reference, @Nullable RegistryCredentials credentials);

  void removeImage(String imageId);

  /**
   * Calls {@code listener} with the UID of each pod of this node whose containers changed, until
   * the returned handle is closed; an empty UID means that changes may have been missed.
   */
  AutoCloseable watch(Consumer<String> listener);

  /** A host process id inside the sandbox's network namespace, or empty where there is none. */
  Optional<Long> networkProcess(String sandboxId);

  @Override
  void close();
}
