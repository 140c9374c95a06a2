package io.coxswain.apiserver.server;

import io.coxswain.api.Json;
import io.coxswain.apiserver.auth.ServiceAccountTokens;
import io.coxswain.apiserver.request.ApiResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tells others how to verify ServiceAccount tokens, as OpenID Connect Discovery 1.0 lays down
 * (KEP-1393). An issuer that is no https URL has nothing to tell.
 */
public final class IssuerDiscovery {
  static final String CONFIGURATION = "/.well-known/openid-configuration";
  static final String KEYS = "/openid/v1/jwks";
  private static final Map<String, String> CACHED = Map.of("Cache-Control", "public, max-age=3600");

  private final ServiceAccountTokens tokens;
  private final String issuer;
  private final Supplier<String> address;

  /**
   * As described.
   *
   * @param address host and port where this server is reached
   */
  public IssuerDiscovery(ServiceAccountTokens tokens, String issuer, Supplier<String> address) {
    this.tokens = tokens;
    this.issuer = issuer;
    this.address = address;
  }

  boolean handles(String path) {
    return issuer.startsWith("https://") && (path.equals(CONFIGURATION) || path.equals(KEYS));
  }

  ApiResponse handle(String path) {
    return path.equals(KEYS)
        ? cached("application/jwk-set+json", Json.bytes(tokens.keySet()))
        : cached("application/json", configuration());
  }

  private byte[] configuration() {
    var document = Json.mapper().createObjectNode();
    document.put("issuer", issuer).put("jwks_uri", "https://" + address.get() + KEYS);
    document.putArray("response_types_supported").add("id_token");
    document.putArray("subject_types_supported").add("public");
    tokens.algorithms().forEach(document.putArray("id_token_signing_alg_values_supported")::add);
    return Json.bytes(document);
  }

  private static ApiResponse cached(String type, byte[] body) {
    return new ApiResponse.BytesResponse(200, type, body, List.of(), CACHED);
  }
}
