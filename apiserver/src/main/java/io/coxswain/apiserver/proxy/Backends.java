package io.coxswain.apiserver.proxy;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.apiserver.proxy.KubeletTarget.Security;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where requests for pods, services and nodes are passed on to, in upstream's words. Pure. */
final class Backends {
  private Backends() {}

  /** What was found for a name. */
  sealed interface Backend {
    /** The addresses that can answer; any of them will do. */
    record Found(List<KubeletTarget> targets) implements Backend {}

    record BadRequest(String message) implements Backend {}

    record Unavailable(String message) implements Backend {}
  }

  static Backend pod(Pod pod, ProxyName name, String path) {
    var status = pod.status();
    var address = status == null ? null : status.podIP();
    if (address == null || !isProxyable(address)) {
      return new Backend.BadRequest("address not allowed");
    }
    var port = name.port().isEmpty() ? firstPort(pod) : number(name.port());
    if (port < 1) {
      return name.port().isEmpty()
          ? found(address, name.scheme().equals("https") ? 443 : 80, name.scheme(), path)
          : new Backend.BadRequest("invalid port \"" + name.port() + "\"");
    }
    return found(address, port, name.scheme(), path);
  }

  private static int firstPort(Pod pod) {
    var spec = pod.spec();
    if (spec != null) {
      for (var container : spec.containers()) {
        if (!container.ports().isEmpty()) {
          return container.ports().getFirst().containerPort();
        }
      }
    }
    return 0;
  }

  static Backend service(
      Service service, @Nullable Endpoints endpoints, ProxyName name, String path) {
    var port = name.port();
    var wanted = number(port);
    if (wanted > 0) {
      var known = service.spec().ports().stream().filter(each -> each.port() == wanted).findFirst();
      if (known.isEmpty()) {
        return new Backend.Unavailable(
            "no service port " + wanted + " found for service \"" + name.name() + "\"");
      }
      port = known.get().name() == null ? "" : known.get().name();
    }
    var targets = new ArrayList<KubeletTarget>();
    for (var subset :
        endpoints == null ? List.<Endpoints.EndpointSubset>of() : endpoints.subsets()) {
      for (var each : subset.ports()) {
        var label = each.name() == null ? "" : each.name();
        if (label.equals(port)) {
          for (var address : subset.addresses()) {
            if (isProxyable(address.ip())) {
              targets.add(target(address.ip(), each.port(), name.scheme(), path));
            }
          }
        }
      }
    }
    return targets.isEmpty()
        ? new Backend.Unavailable("no endpoints available for service \"" + name.name() + "\"")
        : new Backend.Found(targets);
  }

  static Backend node(Node node, ProxyName name, String path) {
    var kubelet = KubeletPaths.target(node, path);
    if (kubelet == null) {
      return new Backend.Unavailable("no preferred addresses found; known addresses: []");
    }
    var port = name.port().isEmpty() ? kubelet.port() : number(name.port());
    if (port < 1) {
      return new Backend.BadRequest("invalid port \"" + name.port() + "\"");
    }
    return port == kubelet.port()
        ? new Backend.Found(List.of(kubelet))
        : found(kubelet.host(), port, name.scheme(), path);
  }

  private static Backend found(String address, int port, String scheme, String path) {
    return new Backend.Found(List.of(target(address, port, scheme, path)));
  }

  private static KubeletTarget target(String address, int port, String scheme, String path) {
    var security = scheme.equals("https") ? Security.UNVERIFIED : Security.PLAIN;
    return new KubeletTarget(address, port, path, security);
  }

  /** Addresses that would lead back to this machine's own services are refused. */
  static boolean isProxyable(String text) {
    try {
      var address = InetAddress.ofLiteral(text);
      return !address.isLoopbackAddress()
          && !address.isLinkLocalAddress()
          && !address.isMulticastAddress()
          && !address.isAnyLocalAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int number(String port) {
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
