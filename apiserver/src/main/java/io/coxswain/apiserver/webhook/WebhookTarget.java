package io.coxswain.apiserver.webhook;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a webhook is, as a {@code clientConfig} says.
 *
 * @param host the name its certificate must have
 * @param path with a leading slash
 * @param service the Service behind which it is; null where the host itself is dialled
 * @param caBundle certificates in PEM, in base64; empty for the authorities of the JDK
 */
public record WebhookTarget(
    String host, int port, String path, @Nullable Service service, String caBundle) {
  private static final int HTTPS = 443;

  /** A Service of the cluster. */
  public record Service(String namespace, String name) {}

  /** Reads a {@code clientConfig} that was validated when it was written. */
  public static WebhookTarget of(JsonNode config) {
    var authorities = config.path("caBundle").asString("");
    var reference = config.path("service");
    if (reference.isObject()) {
      var service =
          new Service(
              reference.path("namespace").asString(""), reference.path("name").asString(""));
      var path = reference.path("path").asString("");
      return new WebhookTarget(
          service.name + "." + service.namespace + ".svc",
          reference.path("port").asInt(HTTPS),
          path.startsWith("/") ? path : "/" + path,
          service,
          authorities);
    }
    var url = URI.create(config.path("url").asString(""));
    var host = url.getHost() == null ? "" : url.getHost();
    var path = url.getRawPath() == null ? "" : url.getRawPath();
    return new WebhookTarget(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        url.getPort() < 0 ? HTTPS : url.getPort(),
        path.isEmpty() ? "/" : path,
        null,
        authorities);
  }

  /** The host as URLs and Host headers write it. */
  String authority() {
    var name = host.contains(":") ? "[" + host + "]" : host;
    return service == null && port == HTTPS ? name : name + ":" + port;
  }

  /** How messages call it. */
  String url(String query) {
    return "https://" + authority() + path + (query.isEmpty() ? "" : "?" + query);
  }
}
