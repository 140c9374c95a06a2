package io.coxswain.apiserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.Json;
import io.coxswain.apiserver.discovery.DiscoveryHandler;
import io.coxswain.apiserver.http.Failures;
import io.coxswain.apiserver.openapi.OpenApiHandler;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Answers the paths that are no resources. */
public final class Paths {
  private static final List<String> INDEX =
      List.of(
          IssuerDiscovery.CONFIGURATION,
          "/api",
          "/apis",
          "/healthz",
          "/livez",
          "/metrics",
          "/openapi/v2",
          "/openapi/v3",
          IssuerDiscovery.KEYS,
          "/readyz",
          "/version");

  private final Health health;
  private final DiscoveryHandler discovery;
  private final OpenApiHandler openApi;
  private final IssuerDiscovery issuer;
  private final PrometheusRegistry metrics;

  public Paths(
      Health health,
      DiscoveryHandler discovery,
      OpenApiHandler openApi,
      IssuerDiscovery issuer,
      PrometheusRegistry metrics) {
    this.health = health;
    this.discovery = discovery;
    this.openApi = openApi;
    this.issuer = issuer;
    this.metrics = metrics;
  }

  public ApiResponse handle(ApiRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return ApiResponse.failure(Failures.badRequest("only GET is allowed here"));
    }
    var path = request.info().path();
    if (Health.handles(path)) {
      return health.handle(request);
    }
    if (DiscoveryHandler.handles(path)) {
      return discovery.handle(request);
    }
    if (OpenApiHandler.handles(path)) {
      return openApi.handle(request);
    }
    if (issuer.handles(path)) {
      return issuer.handle(path);
    }
    return switch (path) {
      case "/version", "/version/" -> ApiResponse.ok(Version.document());
      case "/metrics" -> metrics();
      case "/" -> {
        var body = Json.mapper().createObjectNode();
        var paths = body.putArray("paths");
        INDEX.forEach(paths::add);
        yield ApiResponse.ok(body);
      }
      default -> bytes(404, "text/plain; charset=utf-8", "404 page not found\n".getBytes(UTF_8));
    };
  }

  private ApiResponse metrics() {
    var writer = PrometheusTextFormatWriter.create();
    var out = new ByteArrayOutputStream();
    try {
      writer.write(out, metrics.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes(200, writer.getContentType(), out.toByteArray());
  }

  private static ApiResponse bytes(int code, String type, byte[] body) {
    return new ApiResponse.BytesResponse(code, type, body, List.of());
  }
}
