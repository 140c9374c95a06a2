package io.coxswain.apiserver.webhook;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.watch.ResourceCache;
import io.coxswain.apiserver.watch.WatchCache;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds Services in the watch cache: their ready endpoints, because a server outside the cluster's
 * network may reach pods but no ClusterIP; the ClusterIP where nobody writes EndpointSlices.
 */
public final class CachedServices implements ServiceAddresses {
  private static final String SERVICE_LABEL = "kubernetes.io/service-name";

  private final Supplier<WatchCache> cache;

  public CachedServices(Supplier<WatchCache> cache) {
    this.cache = cache;
  }

  @Override
  public Found find(String namespace, String name, int port) {
    var entry = cacheOf(Service.class).find(namespace, name);
    if (entry == null) {
      return new Found.Nowhere("service \"" + name + "\" not found");
    }
    var slices =
        cacheOf(EndpointSlice.class).entries(namespace).stream()
            .filter(slice -> name.equals(slice.labels().get(SERVICE_LABEL)))
            .map(slice -> Json.tree(slice.json()))
            .toList();
    return of(Json.tree(entry.json()), slices, port);
  }

  private ResourceCache cacheOf(Class<? extends KubernetesObject> type) {
    return Objects.requireNonNull(cache.get().of(Kinds.builtIn().of(type)));
  }

  /** The decision: where requests for a Service's port go. */
  static Found of(JsonNode service, List<JsonNode> slices, int port) {
    var name = service.path("metadata").path("name").asString("");
    var spec = service.path("spec");
    if (spec.path("type").asString("").equals("ExternalName")) {
      var external = spec.path("externalName").asString("");
      return new Found.At(List.of(InetSocketAddress.createUnresolved(external, port)));
    }
    var wanted = portNamed(spec.path("ports"), port);
    if (wanted == null) {
      return new Found.Nowhere("no service port " + port + " found for service \"" + name + "\"");
    }
    var clusterIp = spec.path("clusterIP").asString("");
    if (slices.isEmpty() && !clusterIp.isEmpty() && !clusterIp.equals("None")) {
      return new Found.At(List.of(address(clusterIp, port)));
    }
    var addresses = new ArrayList<InetSocketAddress>();
    for (var slice : slices) {
      var target = number(slice.path("ports"), wanted);
      if (target > 0 && !slice.path("addressType").asString("").equals("FQDN")) {
        for (var endpoint : slice.path("endpoints")) {
          if (endpoint.path("conditions").path("ready").asBoolean(true)) {
            addresses.add(address(endpoint.path("addresses").path(0).asString(""), target));
          }
        }
      }
    }
    return addresses.isEmpty()
        ? new Found.Nowhere("no endpoints available for service \"" + name + "\"")
        : new Found.At(addresses);
  }

  private static @Nullable String portNamed(JsonNode ports, int port) {
    for (var each : ports) {
      if (each.path("port").asInt(0) == port) {
        return each.path("name").asString("");
      }
    }
    return null;
  }

  private static int number(JsonNode ports, String name) {
    for (var each : ports) {
      if (each.path("name").asString("").equals(name)) {
        return each.path("port").asInt(0);
      }
    }
    return 0;
  }

  private static InetSocketAddress address(String ip, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(ip), port);
  }
}
