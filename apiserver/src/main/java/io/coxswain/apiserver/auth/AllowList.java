package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import java.util.List;
import java.util.Set;

/**
 * Who may do what until RBAC decides it: administrators, nodes and the control plane everything,
 * any known identity may look at what the API is, and everybody may ask for health and version.
 */
public final class AllowList implements Authorizer {
  private static final Set<String> GROUPS = Set.of("system:masters", "system:nodes");
  private static final Set<String> COMPONENTS =
      Set.of(
          "system:apiserver",
          "system:kube-controller-manager",
          "system:kube-scheduler",
          "system:kube-proxy",
          "system:kube-dns");
  private static final Set<String> PUBLIC =
      Set.of("/healthz", "/livez", "/readyz", "/version", "/version/");
  private static final List<String> DISCOVERY =
      List.of("/api", "/apis", "/openapi", "/healthz", "/livez", "/readyz", "/version");

  /** Questions everybody may ask about themselves. */
  private static final Set<String> ABOUT_ONESELF =
      Set.of("selfsubjectaccessreviews", "selfsubjectrulesreviews", "selfsubjectreviews");

  @Override
  public boolean allows(UserInfo user, RequestInfo info) {
    if (user.groups().stream().anyMatch(GROUPS::contains) || COMPONENTS.contains(user.name())) {
      return true;
    }
    if (!info.isResource()) {
      return PUBLIC.contains(info.path())
          || (isAuthenticated(user)
              && info.verb().equals("get")
              && DISCOVERY.stream().anyMatch(path -> isBelow(info.path(), path)));
    }
    return isAuthenticated(user)
        && info.verb().equals("create")
        && ABOUT_ONESELF.contains(info.resource());
  }

  private static boolean isAuthenticated(UserInfo user) {
    return user.groups().contains("system:authenticated");
  }

  private static boolean isBelow(String path, String parent) {
    return path.equals(parent) || path.startsWith(parent + "/");
  }
}
