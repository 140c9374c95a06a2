package io.coxswain.apiserver.request;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has arrived whole, after authentication.
 *
 * @param query decoded query parameters in order
 * @param headers header values by lower-case name
 */
public record ApiRequest(
    String method,
    RequestInfo info,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    UserInfo user) {

  /** The first value of a query parameter. */
  public @Nullable String parameter(String name) {
    var values = query.get(name);
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  public boolean flag(String name) {
    var value = parameter(name);
    return value != null && !value.equals("false") && !value.equals("0");
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
