package io.coxswain.apiserver.proxy;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.http.Exchange;
import io.coxswain.apiserver.http.Failures;
import io.coxswain.apiserver.proxy.Backends.Backend;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.WatchCache;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Passes requests on to pods, services and nodes: the {@code proxy} subresource. */
public final class ResourceProxy {
  private final Kinds kinds;
  private final WatchCache cache;
  private final Reader reader;
  private final KubeletDialer dialer;

  public ResourceProxy(Kinds kinds, WatchCache cache, KubeletDialer dialer) {
    this.kinds = kinds;
    this.cache = cache;
    this.reader = new Reader(cache);
    this.dialer = dialer;
  }

  /** Begins; on a virtual thread. The rest happens on the connection's event loop. */
  public void handle(Exchange exchange) {
    var info = exchange.info();
    var prefix = ProxyPaths.prefix(exchange.uri(), !info.resource().equals("nodes"));
    var rest = ProxyPaths.rest(exchange.uri(), prefix);
    var reads = exchange.method().equals("GET") || exchange.method().equals("HEAD");
    if (reads && !rest.startsWith("/") && exchange.header("upgrade").isEmpty()) {
      // relative links of the answer must be resolved below the prefix
      exchange.redirect(prefix + "/" + rest);
      return;
    }
    var name = ProxyName.parse(info.name());
    if (name == null) {
      var kind = info.resource().substring(0, info.resource().length() - 1);
      exchange.fail(Failures.badRequest("invalid " + kind + " request \"" + info.name() + "\""));
      return;
    }
    var backend = backend(info, name, rest.startsWith("/") ? rest : "/" + rest);
    switch (backend) {
      case null -> exchange.fail(Failures.notFound(named(info, name)));
      case Backend.BadRequest bad -> exchange.fail(Failures.badRequest(bad.message()));
      case Backend.Unavailable gone -> exchange.fail(Failures.unavailable(gone.message()));
      case Backend.Found found -> {
        var targets = found.targets();
        var target = targets.get(ThreadLocalRandom.current().nextInt(targets.size()));
        exchange.connection().loop().execute(() -> open(exchange, target, prefix));
      }
    }
  }

  private void open(Exchange exchange, KubeletTarget target, String prefix) {
    if (exchange.header("upgrade").isEmpty() || exchange.connection().isHttp2()) {
      ProxyStream.open(dialer, exchange, target, prefix);
    } else {
      Tunnel.open(dialer, exchange, target);
    }
  }

  private @Nullable Backend backend(RequestInfo info, ProxyName name, String path) {
    var namespace = info.namespace();
    return switch (info.resource()) {
      case "pods" -> {
        var pod = read(Pod.class, namespace, name.name());
        yield pod == null ? null : Backends.pod(pod, name, path);
      }
      case "services" -> {
        var service = read(Service.class, namespace, name.name());
        var endpoints = read(Endpoints.class, namespace, name.name());
        yield service == null ? null : Backends.service(service, endpoints, name, path);
      }
      default -> {
        var node = read(Node.class, "", name.name());
        yield node == null ? null : Backends.node(node, name, path);
      }
    };
  }

  private static RequestInfo named(RequestInfo info, ProxyName name) {
    return new RequestInfo(
        true,
        info.path(),
        info.verb(),
        info.group(),
        info.version(),
        info.namespace(),
        info.resource(),
        info.subresource(),
        name.name());
  }

  private <T extends KubernetesObject> @Nullable T read(
      Class<T> type, String namespace, String name) {
    var resource = cache.of(kinds.of(type));
    if (resource == null) {
      return null;
    }
    return reader.get(resource, namespace, name, ReadOptions.LATEST)
                instanceof Reader.Answer.One one
            && one.entry() != null
        ? Json.read(one.entry().json(), type)
        : null;
  }
}
