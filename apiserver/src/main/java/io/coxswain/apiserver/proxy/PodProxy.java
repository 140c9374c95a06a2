package io.coxswain.apiserver.proxy;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.schema.Kinds;
import io.coxswain.apiserver.http.Exchange;
import io.coxswain.apiserver.http.Failures;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.watch.ReadOptions;
import io.coxswain.apiserver.watch.Reader;
import io.coxswain.apiserver.watch.WatchCache;
import org.jspecify.annotations.Nullable;

/** Answers pods/log, exec, attach and portforward by the kubelet of the pod's node. */
public final class PodProxy {
  private final Kinds kinds;
  private final WatchCache cache;
  private final Reader reader;
  private final KubeletDialer dialer;

  public PodProxy(Kinds kinds, WatchCache cache, KubeletDialer dialer) {
    this.kinds = kinds;
    this.cache = cache;
    this.reader = new Reader(cache);
    this.dialer = dialer;
  }

  /** Begins; on a virtual thread. The rest happens on the connection's event loop. */
  public void handle(Exchange exchange) {
    var info = exchange.info();
    var log = info.subresource().equals("log");
    if (log && !info.verb().equals("get")) {
      exchange.fail(Failures.badRequest("pods/log can only be read"));
      return;
    }
    var pod = read("Pod", Pod.class, info.namespace(), info.name());
    if (pod == null) {
      exchange.fail(Failures.notFound(info));
      return;
    }
    switch (KubeletPaths.of(pod, info.subresource(), exchange.query())) {
      case KubeletPaths.Result.Refused refused ->
          exchange.fail(Failures.badRequest(refused.message()));
      case KubeletPaths.Result.Found found -> {
        var target = target(exchange, pod, found.path(), log);
        if (target != null) {
          exchange.connection().loop().execute(() -> open(exchange, target, log));
        }
      }
    }
  }

  /** Where the pod runs; null after an answer was sent. */
  private @Nullable KubeletTarget target(Exchange exchange, Pod pod, String path, boolean log) {
    var name = pod.spec() == null ? null : pod.spec().nodeName();
    if (name == null || name.isEmpty()) {
      if (log) {
        exchange.text(200, ""); // nothing has been written yet, as upstream
      } else {
        exchange.fail(Failures.badRequest("pod " + pod.name() + " does not have a host assigned"));
      }
      return null;
    }
    var node = read("Node", Node.class, "", name);
    if (node == null) {
      exchange.fail(
          Failures.notFound(new RequestInfo(true, "", "get", "", "v1", "", "nodes", "", name)));
      return null;
    }
    var target = KubeletPaths.target(node, path);
    if (target == null) {
      exchange.fail(Failures.internal("no preferred addresses found; known addresses: []"));
    }
    return target;
  }

  private void open(Exchange exchange, KubeletTarget target, boolean log) {
    if (log) {
      LogStream.open(dialer, exchange, target);
    } else if (exchange.connection().isHttp2() || exchange.header("upgrade").isEmpty()) {
      exchange.fail(Failures.badRequest("Upgrade request required"));
    } else {
      Tunnel.open(dialer, exchange, target);
    }
  }

  private <T> @Nullable T read(String kind, Class<T> type, String namespace, String name) {
    var resource = cache.of(kinds.byKind("", kind).orElseThrow());
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
