package io.coxswain.kubelet.image;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.Timers;
import io.coxswain.kubelet.env.ObjectSource;
import io.coxswain.kubelet.pod.GoDuration;
import io.coxswain.kubelet.pod.PodEvents;
import io.coxswain.kubelet.runtime.ContainerRuntime;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ImageInfo;
import io.coxswain.kubelet.runtime.RegistryCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Sees to it that a container's image is there. Safe for any thread; pulls are bounded. */
public final class ImagePuller {
  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  /** How it ended. */
  public sealed interface Outcome {
    record Present(ImageInfo image) implements Outcome {}

    /**
     * @param retryAt when the next pull may be tried
     */
    record Failed(String reason, String message, Instant retryAt) implements Outcome {}
  }

  private record Backoff(Duration delay, Instant at) {}

  private final ContainerRuntime runtime;
  private final ObjectSource objects;
  private final PodEvents events;
  private final Timers timers;
  private final Semaphore pulls = new Semaphore(5);
  private final Map<String, Backoff> backoffs = new ConcurrentHashMap<>();

  public ImagePuller(
      ContainerRuntime runtime, ObjectSource objects, PodEvents events, Timers timers) {
    this.runtime = runtime;
    this.objects = objects;
    this.events = events;
    this.timers = timers;
  }

  public Outcome ensure(Pod pod, Container container) {
    var image = Objects.requireNonNullElse(container.image(), "");
    var policy = policy(container, image);
    var present = runtime.image(image);
    if (present.isPresent() && !policy.equals("Always")) {
      var message = "Container image \"" + image + "\" already present on machine";
      events.container(pod, container.name(), EventRecorder.NORMAL, "Pulled", message);
      return new Outcome.Present(present.get());
    }
    if (policy.equals("Never")) {
      var message = "Container image \"" + image + "\" is not present with pull policy of Never";
      events.container(pod, container.name(), EventRecorder.WARNING, "ErrImageNeverPull", message);
      events.container(
          pod, container.name(), EventRecorder.WARNING, "Failed", "Error: ErrImageNeverPull");
      return new Outcome.Failed("ErrImageNeverPull", message, timers.instant().plus(FIRST_BACKOFF));
    }
    return pull(pod, container, image);
  }

  /** {@code Always} for the tag latest, {@code IfNotPresent} otherwise, unless it says. */
  private static String policy(Container container, String image) {
    if (container.imagePullPolicy() != null) {
      return container.imagePullPolicy();
    }
    var tag = image.substring(image.lastIndexOf('/') + 1);
    return tag.endsWith(":latest") || !tag.contains(":") && !tag.contains("@")
        ? "Always"
        : "IfNotPresent";
  }

  private Outcome pull(Pod pod, Container container, String image) {
    var key = pod.uid() + "/" + image;
    events.container(
        pod, container.name(), EventRecorder.NORMAL, "Pulling", "Pulling image \"" + image + "\"");
    var asked = timers.nanoTime();
    try {
      pulls.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("ErrImagePull", "context canceled", timers.instant());
    }
    var began = timers.nanoTime();
    try {
      runtime.pullImage(image, credentials(pod, image));
      var found =
          runtime
              .image(image)
              .orElseThrow(
                  () ->
                      new ContainerRuntimeException(
                          ContainerRuntimeException.Kind.IMAGE_NOT_FOUND,
                          "no such image: " + image));
      backoffs.remove(key);
      var message =
          "Successfully pulled image \"%s\" in %s (%s including waiting). Image size: %d bytes."
              .formatted(image, since(began), since(asked), found.size());
      events.container(pod, container.name(), EventRecorder.NORMAL, "Pulled", message);
      return new Outcome.Present(found);
    } catch (ContainerRuntimeException e) {
      return failed(pod, container, image, key, e);
    } finally {
      pulls.release();
    }
  }

  private Outcome failed(
      Pod pod, Container container, String image, String key, ContainerRuntimeException e) {
    var now = timers.instant();
    var before = backoffs.get(key);
    var delay = before == null ? FIRST_BACKOFF : before.delay().multipliedBy(2);
    var bounded = delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay;
    backoffs.put(key, new Backoff(bounded, now));
    var text = "Error response from daemon: " + e.text();
    events.container(
        pod,
        container.name(),
        EventRecorder.WARNING,
        "Failed",
        "Failed to pull image \"" + image + "\": " + text);
    events.container(pod, container.name(), EventRecorder.WARNING, "Failed", "Error: ErrImagePull");
    return new Outcome.Failed("ErrImagePull", text, now.plus(bounded));
  }

  private String since(long nanos) {
    return GoDuration.format(
        Duration.ofNanos(timers.nanoTime() - nanos)
            .truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
  }

  /** Forgets a pod's back-offs. */
  public void forget(String podUid) {
    backoffs.keySet().removeIf(key -> key.startsWith(podUid + "/"));
  }

  private @Nullable RegistryCredentials credentials(Pod pod, String image) {
    var registry = registry(image);
    for (var reference : pod.spec().imagePullSecrets()) {
      var secret =
          objects.secret(pod.namespace(), Objects.requireNonNullElse(reference.name(), ""));
      var config = secret.map(s -> s.data().get(".dockerconfigjson")).orElse(null);
      if (config != null) {
        for (var found : parse(config)) {
          if (found.registry().contains(registry)) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static String registry(String image) {
    var slash = image.indexOf('/');
    var first = slash < 0 ? "" : image.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost")
        ? first
        : "docker.io";
  }

  private static List<RegistryCredentials> parse(String base64) {
    var result = new ArrayList<RegistryCredentials>();
    var auths = Json.tree(Base64.getDecoder().decode(base64)).path("auths");
    for (var entry : auths.properties()) {
      var user = entry.getValue().path("username").asString("");
      var password = entry.getValue().path("password").asString("");
      var auth = entry.getValue().path("auth").asString("");
      if (user.isEmpty() && !auth.isEmpty()) {
        var pair =
            new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8).split(":", 2);
        user = pair[0];
        password = pair.length > 1 ? pair[1] : "";
      }
      result.add(new RegistryCredentials(entry.getKey(), user, password));
    }
    return result;
  }
}
