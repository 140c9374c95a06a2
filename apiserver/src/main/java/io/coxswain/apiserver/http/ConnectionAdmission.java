package io.coxswain.apiserver.http;

import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks admission before a connection to a pod, a Service or a node is opened. */
@FunctionalInterface
public interface ConnectionAdmission {
  /** Why there must be no connection; null where it may be opened. May block. */
  @Nullable Status check(
      RequestInfo info, UserInfo user, Map<String, List<String>> query, Consumer<String> warnings);

  /** A handler that opens only what is admitted. Logs are read, not connected to. */
  default Dispatcher.ConnectionHandler before(Dispatcher.ConnectionHandler handler) {
    return exchange -> {
      var info = exchange.info();
      var refusal =
          info.subresource().equals("log")
              ? null
              : check(
                  info,
                  exchange.user(),
                  exchange.query(),
                  warning -> exchange.warn(List.of(warning)));
      if (refusal == null) {
        handler.handle(exchange);
      } else {
        exchange.fail(refusal);
      }
    };
  }
}
