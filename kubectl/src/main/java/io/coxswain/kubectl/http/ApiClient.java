package io.coxswain.kubectl.http;

import io.coxswain.client.transport.HttpTransport;
import io.coxswain.client.transport.Request;
import io.coxswain.client.transport.Response;
import io.coxswain.client.transport.Tls;
import io.coxswain.client.transport.Transport;
import io.coxswain.client.transport.Upgrade;
import io.coxswain.kubectl.config.ClientConfig;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonReader;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Untyped requests to the API server of one configuration. Safe for many threads. */
public final class ApiClient implements AutoCloseable {
  public static final String JSON = "application/json";
  public static final String MERGE_PATCH = "application/merge-patch+json";
  public static final String STRATEGIC_PATCH = "application/strategic-merge-patch+json";
  public static final String JSON_PATCH = "application/json-patch+json";
  public static final String APPLY_PATCH = "application/apply-patch+yaml";

  private final ClientConfig config;
  private final URI base;
  private final @Nullable Duration timeout;
  private final int verbosity;
  private final PrintStream err;
  private final Transport transport;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /** A zero timeout waits for ever. */
  public ApiClient(ClientConfig config, Duration timeout, int verbosity, PrintStream err) {
    this.config = config;
    this.base = address(config.server());
    this.timeout = timeout.isZero() ? null : timeout;
    this.verbosity = verbosity;
    this.err = err;
    this.transport =
        new HttpTransport(
            base,
            "https".equals(base.getScheme()) ? tls(config) : null,
            config.tlsServerName(),
            !config.insecure(),
            commonHeaders());
  }

  private static URI address(String server) {
    try {
      var address = new URI(server);
      if (address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw KubectlException.error("the server's address is no URL: " + e.getMessage());
    }
    throw KubectlException.error("the server's address has no host: " + server);
  }

  private static Tls tls(ClientConfig config) {
    try {
      return Tls.of(
          bytes(config.certificateAuthority()),
          bytes(config.clientCertificate()),
          bytes(config.clientKey()),
          config.insecure());
    } catch (GeneralSecurityException e) {
      throw KubectlException.error("unusable certificate or key: " + e.getMessage());
    }
  }

  private static byte @Nullable [] bytes(@Nullable String pem) {
    return pem == null ? null : pem.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** How many different warnings the server gave. */
  public int warnings() {
    return warned.size();
  }

  public String host() {
    return base.getAuthority();
  }

  public String server() {
    return config.server();
  }

  public JsonNode get(String path) {
    return send("GET", path, null, JSON, JSON);
  }

  public JsonNode get(String path, String accept) {
    return send("GET", path, null, JSON, accept);
  }

  public JsonNode post(String path, JsonNode body) {
    return send("POST", path, body, JSON, JSON);
  }

  public JsonNode put(String path, JsonNode body) {
    return send("PUT", path, body, JSON, JSON);
  }

  public JsonNode patch(String path, JsonNode body, String contentType) {
    return send("PATCH", path, body, contentType, JSON);
  }

  public JsonNode delete(String path, @Nullable JsonNode options) {
    return send("DELETE", path, options, JSON, JSON);
  }

  /** Sends and reads a JSON answer. */
  public JsonNode send(
      String method, String path, @Nullable JsonNode body, String contentType, String accept) {
    var text = sendText(method, path, body, contentType, accept);
    try {
      return JsonReader.read(text);
    } catch (JacksonException e) {
      throw KubectlException.error("the server's answer is not JSON: " + e.getOriginalMessage());
    }
  }

  /** Sends and reads the answer's bytes. */
  public byte[] sendText(
      String method, String path, @Nullable JsonNode body, String contentType, String accept) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", accept);
    byte @Nullable [] bytes = null;
    if (body != null) {
      bytes = JsonWriter.compact(body).getBytes(StandardCharsets.UTF_8);
      headers.put("Content-Type", contentType);
    } else if (method.equals("POST")) {
      bytes = new byte[0];
    }
    return sendBytes(method, path, headers, bytes);
  }

  /** The same with a body as it is. */
  public byte[] sendBytes(
      String method, String path, Map<String, String> headers, byte @Nullable [] bytes) {
    var started = System.nanoTime();
    try (var response = transport.send(new Request(method, path, headers, bytes, timeout))) {
      var answer = response.readAll();
      log(method, path, response.code(), started, bytes, answer);
      warn(response.headers());
      if (response.code() >= 400) {
        throw error(response.code(), answer);
      }
      return answer;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Opens a stream of the answer: a watch or a followed log. The caller closes it. */
  public Response open(String path, String accept) {
    var started = System.nanoTime();
    try {
      var response = transport.send(new Request("GET", path, Map.of("Accept", accept), null, null));
      warn(response.headers());
      log("GET", path, response.code(), started, null, new byte[0]);
      if (response.code() >= 400) {
        throw refused(response);
      }
      return response;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Sends any request and hands over any answer, whatever its status; the caller closes it. */
  public Response exchange(String method, String path, Map<String, String> headers, byte[] body) {
    var started = System.nanoTime();
    try {
      var bytes = body.length == 0 && !method.equals("POST") ? null : body;
      var response = transport.send(new Request(method, path, headers, bytes, null));
      log(method, path, response.code(), started, bytes, new byte[0]);
      return response;
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** Asks for another protocol on a connection of its own, which the caller closes. */
  public Upgrade.Switched upgrade(String method, String path, Map<String, String> protocol) {
    var started = System.nanoTime();
    try {
      var body = method.equals("POST") ? new byte[0] : null;
      return switch (transport.upgrade(new Request(method, path, protocol, body, timeout))) {
        case Upgrade.Switched switched -> {
          log(method, path, 101, started, null, new byte[0]);
          yield switched;
        }
        case Upgrade.Refused refused -> throw refused(refused.response());
      };
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private static KubectlException refused(Response response) throws IOException {
    try (response) {
      return error(response.code(), response.readAll());
    }
  }

  private Map<String, String> commonHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("User-Agent", "kubectl/coxswain");
    if (config.token() != null) {
      headers.put("Authorization", "Bearer " + config.token());
    } else if (config.username() != null) {
      var pair = config.username() + ":" + config.password();
      headers.put(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
    headers.putAll(config.impersonation().headers());
    return headers;
  }

  private void warn(Map<String, String> headers) {
    var warning = headers.get("warning");
    if (warning == null) {
      return;
    }
    var start = warning.indexOf('"');
    while (start >= 0) {
      var text = new StringBuilder();
      var at = start + 1;
      for (; at < warning.length() && warning.charAt(at) != '"'; at++) {
        if (warning.charAt(at) == '\\' && at + 1 < warning.length()) {
          at++;
        }
        text.append(warning.charAt(at));
      }
      if (warned.add(text.toString())) {
        err.println("Warning: " + text);
      }
      start = warning.indexOf('"', at + 1);
    }
  }

  private void log(
      String method, String path, int code, long started, byte @Nullable [] body, byte[] answer) {
    if (verbosity >= 8 && body != null) {
      err.println("Request Body: " + new String(body, StandardCharsets.UTF_8));
    }
    if (verbosity >= 6) {
      var millis = (System.nanoTime() - started) / 1_000_000;
      err.println(
          method + " " + config.server() + path + " " + code + " in " + millis + " milliseconds");
    }
    if (verbosity >= 8) {
      err.println("Response Body: " + new String(answer, StandardCharsets.UTF_8));
    }
  }

  private static KubectlException error(int code, byte[] answer) {
    var text = new String(answer, StandardCharsets.UTF_8).strip();
    if (text.startsWith("{")) {
      try {
        var status = JsonReader.read(text);
        if (Trees.text(status, "kind").equals("Status")) {
          return new ApiError(status);
        }
      } catch (JacksonException e) {
        return new KubectlException("Error from server: " + text, 1);
      }
    }
    var status = Trees.object();
    status.put("code", code);
    status.put(
        "reason",
        switch (code) {
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 404 -> "NotFound";
          default -> "";
        });
    status.put("message", code == 404 ? "the server could not find the requested resource" : text);
    return new ApiError(status);
  }

  /** Upstream's words for a server that can't be talked to. */
  public KubectlException unreachable(IOException e) {
    var message = String.valueOf(e.getMessage());
    if (e instanceof ConnectException && message.contains("refused")) {
      message =
          "The connection to the server %s was refused - did you specify the right host or port?"
              .formatted(host());
    } else {
      var why =
          switch (e) {
            case SocketTimeoutException timedOut -> "context deadline exceeded";
            case UnknownHostException unknown ->
                "dial tcp: lookup " + base.getHost() + ": no such host";
            case SSLException tls -> "tls: failed to verify certificate: " + message;
            default -> message;
          };
      message = "Unable to connect to the server: " + why;
    }
    return new KubectlException(message, 1);
  }

  @Override
  public void close() {
    transport.close();
  }
}
