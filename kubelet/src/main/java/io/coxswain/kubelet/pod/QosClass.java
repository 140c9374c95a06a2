package io.coxswain.kubelet.pod;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A pod's quality of service class, from its requests and limits (upstream's ComputePodQOS). */
public final class QosClass {
  private static final List<String> COUNTED = List.of("cpu", "memory");

  private QosClass() {}

  public static String of(PodSpec spec) {
    var containers =
        Stream.concat(spec.containers().stream(), spec.initContainers().stream()).toList();
    var any =
        containers.stream()
            .anyMatch(c -> has(c.resources().requests()) || has(c.resources().limits()));
    if (!any) {
      return "BestEffort";
    }
    return containers.stream().allMatch(QosClass::guaranteed) ? "Guaranteed" : "Burstable";
  }

  private static boolean has(Map<String, Quantity> resources) {
    return COUNTED.stream()
        .anyMatch(name -> resources.containsKey(name) && resources.get(name).value().signum() > 0);
  }

  private static boolean guaranteed(Container container) {
    return COUNTED.stream()
        .allMatch(
            name -> {
              var limit = container.resources().limits().get(name);
              var request =
                  container
                      .resources()
                      .requests()
                      .getOrDefault(name, limit == null ? Quantity.ZERO : limit);
              return limit != null && limit.value().signum() > 0 && limit.compareTo(request) == 0;
            });
  }
}
