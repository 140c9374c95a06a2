package io.coxswain.apiserver.request;

import java.util.List;
import java.util.Map;

/** Who sends a request, as authentication found out (authentication/v1 UserInfo). */
public record UserInfo(
    String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  public static final UserInfo ANONYMOUS =
      new UserInfo("system:anonymous", "", List.of("system:unauthenticated"), Map.of());
}
