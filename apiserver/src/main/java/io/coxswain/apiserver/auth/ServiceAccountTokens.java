package io.coxswain.apiserver.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.coxswain.api.Json;
import io.coxswain.apiserver.request.UserInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Issues and recognises bound ServiceAccount tokens (KEP-1205): JSON Web Tokens signed with RS256
 * or ES256. A token counts while its ServiceAccount, and the object it is bound to, exist.
 */
public final class ServiceAccountTokens implements Authenticator.AddressedTokens {
  private static final int MOST_REMEMBERED = 10_000;
  private static final String EXTRA = "authentication.kubernetes.io/";

  /** Whether an object still exists under a UID. */
  @FunctionalInterface
  public interface Existence {
    boolean exists(String kind, String namespace, String name, String uid);
  }

  /** An object whose end ends the token: a Pod, Secret or Node. */
  public record Bound(String kind, String name, String uid) {}

  /**
   * What a token is issued for.
   *
   * @param audiences empty for the API server itself
   */
  public record Grant(
      String namespace,
      String name,
      String uid,
      List<String> audiences,
      Duration lifetime,
      @Nullable Bound bound) {}

  /** A new token and when it ends. */
  public record Issued(String token, String id, Instant expires, List<String> audiences) {}

  /** What a verified token says; times in seconds since 1970. */
  private record Claims(
      String namespace,
      String name,
      String uid,
      String id,
      @Nullable Bound bound,
      List<String> audiences,
      long notBefore,
      long expires) {}

  private final TokenKeys keys;
  private final String issuer;
  private final Existence existence;
  private final InstantSource clock;
  private final Map<String, Claims> verified = new ConcurrentHashMap<>();

  private ServiceAccountTokens(
      TokenKeys keys, String issuer, Existence existence, InstantSource clock) {
    this.keys = keys;
    this.issuer = issuer;
    this.existence = existence;
    this.clock = clock;
  }

  /**
   * Reads the keys.
   *
   * @param signingKey null where tokens are only verified
   * @throws IOException where a file holds no usable key
   */
  public static ServiceAccountTokens read(
      List<Path> verificationKeys,
      @Nullable Path signingKey,
      String issuer,
      Existence existence,
      InstantSource clock)
      throws IOException {
    return new ServiceAccountTokens(
        TokenKeys.read(verificationKeys, signingKey), issuer, existence, clock);
  }

  /** Whether a signing key was given. */
  public boolean canIssue() {
    return keys.canSign();
  }

  /** Issues a token. */
  public Issued issue(Grant grant) {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var expires = now.plus(grant.lifetime);
    var audiences = grant.audiences.isEmpty() ? List.of(issuer) : grant.audiences;
    var header = Json.mapper().createObjectNode();
    header.put("alg", keys.signingAlgorithm()).put("kid", keys.signingId());
    var claims = Json.mapper().createObjectNode();
    audiences.forEach(claims.putArray("aud")::add);
    claims.put("exp", expires.getEpochSecond());
    claims.put("iat", now.getEpochSecond());
    claims.put("iss", issuer);
    var id = UUID.randomUUID().toString();
    claims.put("jti", id);
    var own = claims.putObject("kubernetes.io");
    own.put("namespace", grant.namespace);
    var bound = grant.bound;
    if (bound != null) {
      var kind = bound.kind.toLowerCase(java.util.Locale.ROOT);
      own.putObject(kind).put("name", bound.name).put("uid", bound.uid);
    }
    own.putObject("serviceaccount").put("name", grant.name).put("uid", grant.uid);
    claims.put("nbf", now.getEpochSecond());
    claims.put("sub", "system:serviceaccount:" + grant.namespace + ":" + grant.name);
    var content = encode(Json.bytes(header)) + "." + encode(Json.bytes(claims));
    var signature = keys.sign(content.getBytes(US_ASCII));
    return new Issued(content + "." + encode(signature), id, expires, audiences);
  }

  /** The keys that verify tokens, as a JSON Web Key Set (RFC 7517). */
  public JsonNode keySet() {
    return keys.keySet();
  }

  /** How tokens may be signed. */
  public List<String> algorithms() {
    return keys.algorithms();
  }

  @Override
  public @Nullable UserInfo user(String token) {
    var claims = claims(token);
    return claims != null && claims.audiences.contains(issuer) && fault(claims).isEmpty()
        ? user(claims)
        : null;
  }

  @Override
  public Authenticator.@Nullable Verdict review(String token, List<String> audiences) {
    var claims = claims(token);
    if (claims == null) {
      return null;
    }
    var both = audiences.stream().filter(claims.audiences::contains).toList();
    var fault =
        both.isEmpty()
            ? "token audiences "
                + quoted(claims.audiences)
                + " is invalid for the target audiences "
                + quoted(audiences)
            : fault(claims);
    return fault.isEmpty()
        ? new Authenticator.Verdict(user(claims), both, "")
        : Authenticator.Verdict.refused("[invalid bearer token, " + fault + "]");
  }

  private static String quoted(List<String> texts) {
    return texts.stream()
        .map(text -> "\"" + text + "\"")
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private @Nullable Claims claims(String token) {
    var key = TokenFile.digest(token);
    var claims = verified.get(key);
    if (claims == null) {
      claims = verify(token);
      if (claims == null) {
        return null;
      }
      if (verified.size() >= MOST_REMEMBERED) {
        verified.clear();
      }
      verified.put(key, claims);
    }
    return claims;
  }

  /** Why a token counts no longer, or not yet; empty where it does. */
  private String fault(Claims claims) {
    var now = clock.instant().getEpochSecond();
    if (now >= claims.expires) {
      return "service account token has expired";
    }
    if (now < claims.notBefore) {
      return "service account token is not valid yet";
    }
    return isWanted(claims) ? "" : "service account token has been invalidated";
  }

  private boolean isWanted(Claims claims) {
    var bound = claims.bound;
    return existence.exists("ServiceAccount", claims.namespace, claims.name, claims.uid)
        && (bound == null
            || existence.exists(
                bound.kind,
                bound.kind.equals("Node") ? "" : claims.namespace,
                bound.name,
                bound.uid));
  }

  private static UserInfo user(Claims claims) {
    var extra = new LinkedHashMap<String, List<String>>();
    extra.put(EXTRA + "credential-id", List.of("JTI=" + claims.id));
    var bound = claims.bound;
    if (bound != null && !bound.kind.equals("Secret")) {
      var kind = bound.kind.toLowerCase(java.util.Locale.ROOT);
      extra.put(EXTRA + kind + "-name", List.of(bound.name));
      extra.put(EXTRA + kind + "-uid", List.of(bound.uid));
    }
    return new UserInfo(
        "system:serviceaccount:" + claims.namespace + ":" + claims.name,
        claims.uid,
        List.of(
            "system:serviceaccounts",
            "system:serviceaccounts:" + claims.namespace,
            "system:authenticated"),
        extra);
  }

  private @Nullable Claims verify(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      var header = Json.tree(decode(parts[0]));
      var content = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
      var algorithm = header.path("alg").asString("");
      var keyId = header.path("kid").asString("");
      if (!keys.verifies(keyId, algorithm, content, decode(parts[2]))) {
        return null;
      }
      return claims(Json.tree(decode(parts[1])));
    } catch (IllegalArgumentException | JacksonException e) {
      return null;
    }
  }

  private @Nullable Claims claims(JsonNode tree) {
    var own = tree.path("kubernetes.io");
    var account = own.path("serviceaccount");
    if (!tree.path("iss").asString("").equals(issuer)) {
      return null;
    }
    @Nullable Bound bound = null;
    for (var kind : List.of("Pod", "Secret", "Node")) {
      var object = own.path(kind.toLowerCase(java.util.Locale.ROOT));
      if (object.isObject() && bound == null) {
        bound = new Bound(kind, object.path("name").asString(""), object.path("uid").asString(""));
      }
    }
    return new Claims(
        own.path("namespace").asString(""),
        account.path("name").asString(""),
        account.path("uid").asString(""),
        tree.path("jti").asString(""),
        bound,
        audiences(tree.path("aud")),
        tree.path("nbf").asLong(0),
        tree.path("exp").asLong(0));
  }

  private static List<String> audiences(JsonNode claim) {
    return claim.isString()
        ? List.of(claim.stringValue())
        : claim.valueStream().map(audience -> audience.asString("")).toList();
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] decode(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
