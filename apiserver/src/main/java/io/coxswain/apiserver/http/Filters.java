package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.auth.ClientCertificate;
import io.coxswain.apiserver.request.UserInfo;
import org.jspecify.annotations.Nullable;

/** What every request passes, in order. */
final class Filters {
  private static final String DECISION = "authorization.k8s.io/decision";
  private static final String REASON = "authorization.k8s.io/reason";

  private final Authenticator authenticator;
  private final Authorizer authorizer;
  private final AuthMetrics metrics;

  Filters(Authenticator authenticator, Authorizer authorizer, AuthMetrics metrics) {
    this.metrics = metrics;
    this.authenticator = authenticator;
    this.authorizer = authorizer;
  }

  /** Whether somebody says, and truly, who it is. */
  boolean knows(@Nullable ClientCertificate certificate, String authorization) {
    var user = authenticator.authenticate(certificate, authorization);
    return user != null && user != UserInfo.ANONYMOUS;
  }

  /** Finds out who sends a request. */
  @Nullable Status authenticate(Exchange exchange) {
    var began = System.nanoTime();
    var user =
        authenticator.authenticate(
            exchange.connection().certificate(), exchange.header("authorization"));
    if (user == null) {
      metrics.refused(began);
      return Failures.unauthorized();
    }
    metrics.authenticated(user, began);
    exchange.user(user);
    return null;
  }

  /** Finds out as whom it is made. */
  @Nullable Status impersonate(Exchange exchange) {
    return switch (Impersonation.read(exchange.headers())) {
      case Impersonation.None ignored -> null;
      case Impersonation.Refused refused -> Failures.internal(refused.message());
      case Impersonation.Wanted wanted -> {
        for (var question : wanted.questions()) {
          var decision = authorizer.authorize(exchange.user(), question);
          if (!decision.allowed()) {
            yield Failures.forbidden(question, exchange.user(), decision.reason());
          }
        }
        exchange.impersonate(wanted.user());
        yield null;
      }
    };
  }

  /** Whether the sender may do what it asks for. */
  @Nullable Status authorize(Exchange exchange) {
    var began = System.nanoTime();
    var decision = authorizer.authorize(exchange.user(), exchange.info());
    metrics.authorized(decision.allowed(), began);
    exchange.annotate(DECISION, decision.allowed() ? "allow" : "forbid");
    exchange.annotate(REASON, decision.reason());
    return decision.allowed()
        ? null
        : Failures.forbidden(exchange.info(), exchange.user(), decision.reason());
  }
}
