package io.coxswain.kubelet.env;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pod's own fields as the downward API offers them.
 *
 * @param podIps primary first; empty before the sandbox is there
 * @param allocatable what a limit defaults to
 */
public record PodFields(
    Pod pod, List<String> podIps, List<String> hostIps, Map<String, Quantity> allocatable) {

  /** The value of a fieldPath. */
  public String field(String path) throws ConfigException {
    var meta = pod.metadata();
    return switch (path) {
      case "metadata.name" -> pod.name();
      case "metadata.namespace" -> pod.namespace();
      case "metadata.uid" -> pod.uid();
      case "metadata.labels" -> lines(meta.labels());
      case "metadata.annotations" -> lines(meta.annotations());
      case "spec.nodeName" -> orEmpty(pod.spec().nodeName());
      case "spec.serviceAccountName" -> orEmpty(pod.spec().serviceAccountName());
      case "status.hostIP" -> hostIps.isEmpty() ? "" : hostIps.getFirst();
      case "status.hostIPs" -> String.join(",", hostIps);
      case "status.podIP" -> podIps.isEmpty() ? "" : podIps.getFirst();
      case "status.podIPs" -> String.join(",", podIps);
      default -> subscript(path);
    };
  }

  private String subscript(String path) throws ConfigException {
    var open = path.indexOf("['");
    if (open > 0 && path.endsWith("']")) {
      var key = path.substring(open + 2, path.length() - 2);
      var map =
          switch (path.substring(0, open)) {
            case "metadata.labels" -> pod.metadata().labels();
            case "metadata.annotations" -> pod.metadata().annotations();
            default -> null;
          };
      if (map != null) {
        return map.getOrDefault(key, "");
      }
    }
    throw new ConfigException("unsupported fieldPath: " + path);
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static String lines(Map<String, String> map) {
    return new TreeMap<>(map)
        .entrySet().stream()
            .map(e -> e.getKey() + "=\"" + escaped(e.getValue()) + "\"")
            .collect(Collectors.joining("\n"));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** A container's request or limit, divided and rounded up. */
  public String resource(ResourceFieldSelector selector, Container container)
      throws ConfigException {
    var dot = selector.resource().indexOf('.');
    if (dot < 0) {
      throw new ConfigException("unsupported container resource : " + selector.resource());
    }
    var name = selector.resource().substring(dot + 1);
    var limits = selector.resource().startsWith("limits.");
    var resources = container.resources();
    var value = limits ? resources.limits().get(name) : resources.requests().get(name);
    if (value == null && limits) {
      value = allocatable.get(name);
    }
    var number = value == null ? BigDecimal.ZERO : value.value();
    var divisor = selector.divisor();
    var unit = divisor == null || divisor.value().signum() == 0 ? BigDecimal.ONE : divisor.value();
    return number.divide(unit, 0, RoundingMode.CEILING).toPlainString();
  }
}
