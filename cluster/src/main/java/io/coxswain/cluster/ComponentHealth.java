package io.coxswain.cluster;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/** What each component of a running cluster says about its health. */
final class ComponentHealth implements AutoCloseable {
  static final String OK = "ok";
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final ClusterSpec spec;
  private final KubernetesClient client;

  ComponentHealth(ClusterSpec spec, ClusterDirectory directory) throws IOException {
    this.spec = spec;
    this.client = KubernetesClient.connect(Kubeconfig.read(directory.kubeconfig()));
  }

  /** {@link #OK}, or in a few words what is wrong. */
  String of(String component) {
    if (component.equals("kube-apiserver")) {
      return new Readiness(spec, client)
          .apiReady()
          .map(problem -> problem.replaceAll("\\s+", " "))
          .orElse(OK);
    }
    var port = spec.healthPorts().get(component);
    return port == null ? "unknown" : ask(port);
  }

  private static String ask(int port) {
    try {
      var connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/healthz").toURL().openConnection();
      connection.setConnectTimeout((int) CONNECT.toMillis());
      connection.setReadTimeout((int) ANSWER.toMillis());
      var code = connection.getResponseCode();
      return code == HttpURLConnection.HTTP_OK ? OK : "HTTP " + code;
    } catch (IOException e) {
      return "no answer";
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
