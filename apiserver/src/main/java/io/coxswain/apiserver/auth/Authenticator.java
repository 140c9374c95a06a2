package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request: a verified certificate, a bearer token, or nobody. */
public final class Authenticator {
  private static final String BEARER = "bearer ";
  private static final String INVALID = "invalid bearer token";

  /** Recognises bearer tokens; null for tokens it does not know. */
  @FunctionalInterface
  public interface Tokens {
    @Nullable UserInfo user(String token);
  }

  /** Recognises tokens that are meant for somebody. */
  interface AddressedTokens extends Tokens {
    /** What a token is worth to some audiences; null for tokens it does not know. */
    @Nullable Verdict review(String token, List<String> audiences);
  }

  /**
   * What a token is worth.
   *
   * @param user null where it counts for nothing
   * @param audiences those of the asked that it is meant for
   * @param error why it counts for nothing, in upstream's words
   */
  public record Verdict(@Nullable UserInfo user, List<String> audiences, String error) {
    static Verdict refused(String error) {
      return new Verdict(null, List.of(), error);
    }
  }

  private final List<Tokens> tokens;
  private final List<String> audiences;

  public Authenticator(List<Tokens> tokens) {
    this(tokens, List.of());
  }

  /**
   * As above.
   *
   * @param audiences what the API server calls itself
   */
  public Authenticator(List<Tokens> tokens, List<String> audiences) {
    this.tokens = List.copyOf(tokens);
    this.audiences = List.copyOf(audiences);
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

  /**
   * What a token is worth to somebody who was shown it.
   *
   * @param asked who that is; empty for the API server itself
   */
  public Verdict review(String token, List<String> asked) {
    var wanted = asked.isEmpty() ? audiences : asked;
    for (var known : tokens) {
      var verdict =
          known instanceof AddressedTokens addressed
              ? addressed.review(token, wanted)
              : anybodys(known.user(token), wanted);
      if (verdict != null) {
        return verdict;
      }
    }
    return Verdict.refused(INVALID);
  }

  /** Tokens that name no audience are meant for the API server. */
  private @Nullable Verdict anybodys(@Nullable UserInfo user, List<String> wanted) {
    if (user == null) {
      return null;
    }
    var both = wanted.stream().filter(audiences::contains).toList();
    return both.isEmpty() && !wanted.isEmpty() ? null : new Verdict(user, both, "");
  }
}
