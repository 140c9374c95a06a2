package io.coxswain.kubelet.pod;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodSecurityContext;
import io.coxswain.api.core.v1.SeccompProfile;
import io.coxswain.api.core.v1.SecurityContext;
import io.coxswain.kubelet.env.ConfigException;
import io.coxswain.kubelet.runtime.ContainerConfig.ContainerResources;
import io.coxswain.kubelet.runtime.ContainerConfig.ContainerSecurity;
import io.coxswain.kubelet.runtime.ImageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kernel limits and identities of a container, from its spec. Pure. */
final class ContainerResourcesOf {
  private static final long PERIOD = 100_000;
  private static final long SHORTEST_QUOTA = 1_000;

  private ContainerResourcesOf() {}

  /**
   * @param memoryCapacity of the node in bytes, for the OOM score
   */
  static ContainerResources resources(Pod pod, Container container, long memoryCapacity) {
    var limits = container.resources().limits();
    var requests = container.resources().requests();
    var cpuLimit = limits.getOrDefault("cpu", Quantity.ZERO).millis();
    var cpuRequest = requests.containsKey("cpu") ? requests.get("cpu").millis() : cpuLimit;
    var shares = Math.clamp(cpuRequest * 1024 / 1000, 2, 262_144);
    var quota = cpuLimit == 0 ? 0 : Math.max(SHORTEST_QUOTA, cpuLimit * PERIOD / 1000);
    var memory = limits.getOrDefault("memory", Quantity.ZERO).units();
    return new ContainerResources(
        shares, quota, PERIOD, memory, oomScore(pod, container, memoryCapacity));
  }

  /** Upstream's GetContainerOOMScoreAdjust. */
  private static int oomScore(Pod pod, Container container, long memoryCapacity) {
    return switch (QosClass.of(pod.spec())) {
      case "Guaranteed" -> -997;
      case "BestEffort" -> 1000;
      default -> {
        var request =
            container.resources().requests().getOrDefault("memory", Quantity.ZERO).units();
        var share = memoryCapacity == 0 ? 0 : 1000 * (double) request / memoryCapacity;
        yield Math.clamp(1000 - (long) share, 3, 999);
      }
    };
  }

  /**
   * @throws ConfigException where the container must not run as root and would
   */
  static ContainerSecurity security(Pod pod, Container container, ImageInfo image)
      throws ConfigException {
    var ofPod = Optional.ofNullable(pod.spec().securityContext());
    var own = Optional.ofNullable(container.securityContext());
    var user =
        own.map(SecurityContext::runAsUser)
            .or(() -> ofPod.map(PodSecurityContext::runAsUser))
            .orElse(null);
    var group =
        own.map(SecurityContext::runAsGroup)
            .or(() -> ofPod.map(PodSecurityContext::runAsGroup))
            .orElse(null);
    var nonRoot =
        own.map(SecurityContext::runAsNonRoot)
            .or(() -> ofPod.map(PodSecurityContext::runAsNonRoot))
            .orElse(false);
    if (nonRoot) {
      requireNonRoot(pod, container, user, image);
    }
    var groups =
        new ArrayList<>(ofPod.map(PodSecurityContext::supplementalGroups).orElse(List.of()));
    ofPod.map(PodSecurityContext::fsGroup).ifPresent(groups::add);
    var capabilities = own.map(SecurityContext::capabilities);
    return new ContainerSecurity(
        own.map(SecurityContext::privileged).orElse(false),
        user,
        group,
        List.copyOf(groups),
        capabilities.map(c -> c.add()).orElse(List.of()),
        capabilities.map(c -> c.drop()).orElse(List.of()),
        own.map(SecurityContext::readOnlyRootFilesystem).orElse(false),
        Boolean.FALSE.equals(own.map(SecurityContext::allowPrivilegeEscalation).orElse(null)),
        options(ofPod, own));
  }

  private static List<String> options(
      Optional<PodSecurityContext> ofPod, Optional<SecurityContext> own) {
    var seccomp =
        own.map(SecurityContext::seccompProfile)
            .or(() -> ofPod.map(PodSecurityContext::seccompProfile))
            .map(SeccompProfile::type)
            .orElse("RuntimeDefault");
    return seccomp.equals("Unconfined") ? List.of("seccomp=unconfined") : List.of();
  }

  private static void requireNonRoot(
      Pod pod, Container container, @Nullable Long user, ImageInfo image) throws ConfigException {
    var where =
        " (pod: \"%s_%s(%s)\", container: %s)"
            .formatted(pod.name(), pod.namespace(), pod.uid(), container.name());
    if (user != null) {
      if (user == 0) {
        throw new ConfigException("container's runAsUser breaks non-root policy" + where);
      }
      return;
    }
    var imageUser = image.user().split(":", 2)[0];
    if (imageUser.isEmpty() || imageUser.equals("0")) {
      throw new ConfigException("container has runAsNonRoot and image will run as root" + where);
    }
    if (!imageUser.chars().allMatch(Character::isDigit)) {
      throw new ConfigException(
          "container has runAsNonRoot and image has non-numeric user ("
              + imageUser
              + "), cannot verify user is non-root"
              + where);
    }
  }
}
