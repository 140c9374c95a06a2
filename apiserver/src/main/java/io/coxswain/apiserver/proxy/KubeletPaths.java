package io.coxswain.apiserver.proxy;

import io.coxswain.api.core.v1.Container;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeStatus.NodeAddress;
import io.coxswain.api.core.v1.Pod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which kubelet path a pod subresource stands for, as upstream's pod REST strategy. */
final class KubeletPaths {
  private static final int KUBELET_PORT = 10250;

  /** As upstream, but names of hosts, which often resolve nowhere here, come after addresses. */
  private static final List<String> PREFERRED =
      List.of("InternalDNS", "InternalIP", "Hostname", "ExternalDNS", "ExternalIP");

  /** A target, or the message of a bad request. */
  sealed interface Result {
    record Found(String path) implements Result {}

    record Refused(String message) implements Result {}
  }

  private KubeletPaths() {}

  /** The path and query on the kubelet; options are the request's query parameters. */
  static Result of(Pod pod, String subresource, Map<String, List<String>> options) {
    if (subresource.equals("portforward")) {
      return new Result.Found(
          "/portForward/"
              + pod.namespace()
              + "/"
              + pod.name()
              + query(options, List.of("port", "ports")));
    }
    var container = container(pod, first(options, "container"), subresource.equals("log"));
    if (container instanceof Result.Refused) {
      return container;
    }
    var name = ((Result.Found) container).path();
    var place = "/" + pod.namespace() + "/" + pod.name() + "/" + name;
    return switch (subresource) {
      case "log" ->
          new Result.Found(
              "/containerLogs"
                  + place
                  + query(
                      options,
                      List.of(
                          "follow",
                          "previous",
                          "timestamps",
                          "sinceSeconds",
                          "sinceTime",
                          "tailLines",
                          "limitBytes",
                          "stream")));
      case "exec", "attach" -> new Result.Found("/" + subresource + place + streams(options));
      default -> new Result.Refused("no such subresource: " + subresource);
    };
  }

  /** The container named or, as upstream, the only one. */
  private static Result container(Pod pod, String wanted, boolean log) {
    var spec = pod.spec();
    if (spec == null) {
      return new Result.Refused("pod " + pod.name() + " has no spec");
    }
    var names =
        Stream.of(
                spec.containers().stream().map(Container::name),
                spec.initContainers().stream().map(Container::name),
                spec.ephemeralContainers().stream().map(container -> container.name()))
            .flatMap(all -> all)
            .toList();
    if (!wanted.isEmpty()) {
      return names.contains(wanted)
          ? new Result.Found(wanted)
          : new Result.Refused("container " + wanted + " is not valid for pod " + pod.name());
    }
    var main = spec.containers().stream().map(Container::name).toList();
    if (main.size() == 1) {
      return new Result.Found(main.getFirst());
    }
    var annotated = pod.metadata().annotations().get("kubectl.kubernetes.io/default-container");
    if (!log && annotated != null && main.contains(annotated)) {
      return new Result.Found(annotated);
    }
    var initial = spec.initContainers().stream().map(Container::name).toList();
    return new Result.Refused(
        "a container name must be specified for pod "
            + pod.name()
            + ", choose one of: ["
            + String.join(" ", main)
            + "]"
            + (initial.isEmpty()
                ? ""
                : " or one of the init containers: [" + String.join(" ", initial) + "]"));
  }

  /** Upstream's kubelet parameters: command stays, the switches become 0 or 1. */
  private static String streams(Map<String, List<String>> options) {
    var parameters = new LinkedHashMap<String, List<String>>();
    parameters.put("input", flag(options, "stdin"));
    parameters.put("output", flag(options, "stdout"));
    parameters.put("error", flag(options, "stderr"));
    parameters.put("tty", flag(options, "tty"));
    parameters.put("command", options.getOrDefault("command", List.of()));
    return query(parameters, List.copyOf(parameters.keySet()));
  }

  private static List<String> flag(Map<String, List<String>> options, String name) {
    var value = first(options, name);
    return value.equals("true") || value.equals("1") ? List.of("1") : List.of();
  }

  private static String first(Map<String, List<String>> options, String name) {
    var values = options.getOrDefault(name, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static String query(Map<String, List<String>> options, List<String> names) {
    var text =
        names.stream()
            .flatMap(
                name ->
                    options.getOrDefault(name, List.of()).stream()
                        .map(value -> name + "=" + encode(value)))
            .collect(Collectors.joining("&"));
    return text.isEmpty() ? "" : "?" + text;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * The kubelet's address: the node's, by upstream's preference but with a usable name; null for
   * none.
   */
  static @Nullable KubeletTarget target(Node node, String path) {
    var status = node.status();
    if (status == null) {
      return null;
    }
    var endpoints = status.daemonEndpoints();
    var endpoint = endpoints == null ? null : endpoints.kubeletEndpoint();
    var port = endpoint == null || endpoint.Port() == null ? KUBELET_PORT : endpoint.Port();
    for (var type : PREFERRED) {
      for (NodeAddress address : status.addresses()) {
        if (type.equals(address.type())) {
          return new KubeletTarget(address.address(), port, path);
        }
      }
    }
    return null;
  }
}
