package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request: a verified certificate, a bearer token, or nobody. */
public final class Authenticator {
  private static final String BEARER = "bearer ";

  /** Recognises bearer tokens; null for tokens it does not know. */
  @FunctionalInterface
  public interface Tokens {
    @Nullable UserInfo user(String token);
  }

  private final List<Tokens> tokens;

  public Authenticator(List<Tokens> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /**
   * The sender; {@link UserInfo#ANONYMOUS} where nothing was presented, null where what was
   * presented is not valid (401).
   */
  public @Nullable UserInfo authenticate(
      @Nullable ClientCertificate certificate, String authorization) {
    if (certificate != null && certificate.user() != null) {
      return certificate.user();
    }
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      var token = authorization.substring(BEARER.length()).strip();
      for (var known : tokens) {
        var user = known.user(token);
        if (user != null) {
          return user;
        }
      }
      return null;
    }
    return certificate == null ? UserInfo.ANONYMOUS : null;
  }
}
