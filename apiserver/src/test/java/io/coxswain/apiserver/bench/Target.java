package io.coxswain.apiserver.bench;

import java.io.IOException;
import java.net.URI;
import picocli.CommandLine.Option;

/** The server that is measured, and a namespace of it. */
final class Target {
  @Option(names = "--server", defaultValue = "https://127.0.0.1:6443")
  URI server;

  @Option(names = "--token", required = true)
  String token;

  @Option(names = "--namespace", defaultValue = "default")
  String namespace;

  ApiConnection connect() throws IOException {
    return ApiConnection.open(server, token);
  }

  String configMaps() {
    return "/api/v1/namespaces/" + namespace + "/configmaps";
  }

  /** A revision from which a watch is told everything that is written after the call. */
  String latestRevision() throws IOException {
    try (var connection = connect()) {
      var text = connection.get("/api/v1/namespaces?limit=1");
      var at = text.indexOf("\"resourceVersion\":\"") + "\"resourceVersion\":\"".length();
      return text.substring(at, text.indexOf('"', at));
    }
  }

  /** A ConfigMap with one value. */
  static String configMap(String name, String value) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"data\":{\"value\":\""
        + value
        + "\"}}";
  }
}
