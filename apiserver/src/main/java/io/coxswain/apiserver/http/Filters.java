package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.Authorizer;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every request passes, in order. */
final class Filters {
  private final Authenticator authenticator;
  private final Authorizer authorizer;

  private final List<Filter> chain =
      List.of(this::authenticate, this::impersonate, this::authorize);

  Filters(Authenticator authenticator, Authorizer authorizer) {
    this.authenticator = authenticator;
    this.authorizer = authorizer;
  }

  @Nullable Status check(Exchange exchange) {
    for (var filter : chain) {
      var refusal = filter.check(exchange);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private @Nullable Status authenticate(Exchange exchange) {
    var user =
        authenticator.authenticate(
            exchange.connection().certificate(), exchange.header("authorization"));
    if (user == null) {
      return Failures.unauthorized();
    }
    exchange.user(user);
    return null;
  }

  /** Administrators may act as somebody else; nobody else may ask for it. */
  private @Nullable Status impersonate(Exchange exchange) {
    var name = exchange.header("impersonate-user");
    var groups = exchange.header("impersonate-group");
    if (name.isEmpty()) {
      return groups.isEmpty() && exchange.header("impersonate-uid").isEmpty()
          ? null
          : Failures.internal(
              "requested impersonation of groups or uid without impersonating a user");
    }
    var asking = new RequestInfo(true, "", "impersonate", "", "v1", "", "users", "", name);
    if (!authorizer.allows(exchange.user(), asking)) {
      return Failures.forbidden(asking, exchange.user());
    }
    var all = new ArrayList<String>();
    for (var group : groups.split(",")) {
      if (!group.isBlank()) {
        all.add(group.strip());
      }
    }
    if (!all.contains("system:unauthenticated") && !name.equals("system:anonymous")) {
      all.add("system:authenticated");
    }
    exchange.user(
        new UserInfo(name, exchange.header("impersonate-uid"), List.copyOf(all), Map.of()));
    return null;
  }

  private @Nullable Status authorize(Exchange exchange) {
    if (authorizer.allows(exchange.user(), exchange.info())) {
      return null;
    }
    return Failures.forbidden(exchange.info(), exchange.user());
  }
}
