package io.coxswain.client;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.client.transport.MeasuredTransport;
import io.coxswain.client.transport.Request;
import io.coxswain.client.transport.Response;
import io.coxswain.client.transport.Transport;
import io.coxswain.client.transport.Upgrade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One API server under one identity. Safe for many threads; calls block and throw {@link
 * ApiException} for refusals and {@link UncheckedIOException} where no answer came.
 */
public final class KubernetesClient implements AutoCloseable {
  private final Transport transport;

  /** Takes over the transport: closing the client closes it. */
  public KubernetesClient(Transport transport) {
    this.transport = transport;
  }

  /** A client of the kubeconfig's current context; nothing is connected before the first call. */
  public static KubernetesClient connect(Kubeconfig config) {
    return connect(config, "coxswain");
  }

  public static KubernetesClient connect(Kubeconfig config, String userAgent) {
    return new KubernetesClient(config.transport(userAgent));
  }

  /** As above; it counts its requests for {@link #metrics}. */
  public static KubernetesClient measured(Kubeconfig config, String userAgent) {
    var server = URI.create(config.cluster(config.context(null)).server());
    return new KubernetesClient(
        new MeasuredTransport(config.transport(userAgent), server.getAuthority()));
  }

  public <T extends KubernetesObject> ResourceClient<T> resources(Class<T> type) {
    return new ResourceClient<>(this, ResourceType.of(type));
  }

  public <T> ResourceClient<T> resources(ResourceType<T> type) {
    return new ResourceClient<>(this, type);
  }

  /** Any resource as JSON trees. */
  public ResourceClient<JsonNode> resources(
      String group, String version, String plural, boolean namespaced) {
    return resources(ResourceType.untyped(group, version, plural, "", namespaced));
  }

  public Transport transport() {
    return transport;
  }

  /** What has been asked, in Prometheus' text format; empty where nobody counts. */
  public String metrics() {
    return transport instanceof MeasuredTransport measured ? measured.metrics() : "";
  }

  /** GETs any path (discovery, {@code /version}, {@code /readyz}) and returns the body. */
  public byte[] getRaw(String target) {
    return call(Request.get(target));
  }

  /** GETs any path that answers with JSON. */
  public JsonNode getJson(String target) {
    return Json.tree(getRaw(target));
  }

  /** Sends a request and returns the body of its successful answer. */
  public byte[] call(Request request) {
    try (var response = stream(request)) {
      return response.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.target(), e);
    }
  }

  /** Sends a request and returns its successful answer while the body still arrives. */
  public Response stream(Request request) {
    try {
      var response = transport.send(request);
      if (response.code() >= 400) {
        try (response) {
          throw refusal(response);
        }
      }
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.target() + ": " + e, e);
    }
  }

  /** Upgrades to another protocol (exec, attach, port-forward). */
  public Upgrade.Switched upgrade(Request request) {
    try {
      return switch (transport.upgrade(request)) {
        case Upgrade.Switched switched -> switched;
        case Upgrade.Refused(Response response) -> {
          try (response) {
            throw refusal(response);
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(request.method() + " " + request.target() + ": " + e, e);
    }
  }

  private static ApiException refusal(Response response) throws IOException {
    var body = response.readAll();
    var status = status(response, body);
    if (status == null) {
      var text = new String(body, StandardCharsets.UTF_8).strip();
      return new ApiException(
          response.code(),
          reason(response.code()),
          text.isEmpty() ? "the server answered " + response.code() : text,
          null);
    }
    return new ApiException(
        status.code() == null ? response.code() : status.code(),
        status.reason() == null ? reason(response.code()) : status.reason(),
        status.message() == null ? "the server answered " + response.code() : status.message(),
        status);
  }

  private static @Nullable Status status(Response response, byte[] body) {
    var type = response.headers().getOrDefault("content-type", "");
    if (!type.contains("json")) {
      return null;
    }
    try {
      var tree = Json.tree(body);
      return tree.path("kind").asString("").equals("Status") ? Json.read(tree, Status.class) : null;
    } catch (JacksonException e) {
      return null; // the raw text becomes the message
    }
  }

  private static final Map<Integer, String> REASONS =
      Map.of(
          400, "BadRequest",
          401, "Unauthorized",
          403, "Forbidden",
          404, "NotFound",
          405, "MethodNotAllowed",
          409, "Conflict",
          410, "Expired",
          422, "Invalid",
          429, "TooManyRequests",
          503, "ServiceUnavailable");

  private static String reason(int code) {
    return REASONS.getOrDefault(code, "InternalError");
  }

  @Override
  public void close() {
    transport.close();
  }
}
