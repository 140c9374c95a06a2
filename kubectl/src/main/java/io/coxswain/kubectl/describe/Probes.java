package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.tree.Trees;
import tools.jackson.databind.JsonNode;

/** A probe in one line. */
final class Probes {
  private Probes() {}

  static String describe(JsonNode probe) {
    var timing =
        "delay=%ds timeout=%ds period=%ds #success=%d #failure=%d"
            .formatted(
                Trees.number(probe, "initialDelaySeconds"),
                Trees.number(probe, "timeoutSeconds"),
                Trees.number(probe, "periodSeconds"),
                Trees.number(probe, "successThreshold"),
                Trees.number(probe, "failureThreshold"));
    return action(probe) + " " + timing;
  }

  private static String action(JsonNode probe) {
    if (probe.has("exec")) {
      return "exec [" + String.join(" ", Trees.texts(probe, "exec", "command")) + "]";
    }
    if (probe.has("httpGet")) {
      var get = probe.path("httpGet");
      return "http-get %s://%s:%s%s"
          .formatted(
              text(get, "scheme").toLowerCase(java.util.Locale.ROOT),
              text(get, "host"),
              text(get, "port"),
              text(get, "path"));
    }
    if (probe.has("tcpSocket")) {
      var socket = probe.path("tcpSocket");
      return "tcp-socket " + text(socket, "host") + ":" + text(socket, "port");
    }
    if (probe.has("grpc")) {
      var grpc = probe.path("grpc");
      return "grpc <pod>:" + text(grpc, "port") + " " + text(grpc, "service");
    }
    return "unknown";
  }
}
