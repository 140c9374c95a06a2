package io.coxswain.apiserver.discovery;

import io.coxswain.api.schema.ResourceType;
import java.util.List;

/** Which verbs a resource takes. */
public final class ResourceVerbs {
  private static final List<String> CREATE = List.of("create");
  private static final List<String> COMPUTED = List.of("get", "list");
  private static final List<String> NO_COLLECTION =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");
  private static final List<String> ALL =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** Upstream sorts those of built-in resources only. */
  private static final List<String> CUSTOM =
      List.of("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch");

  private ResourceVerbs() {}

  /** The verbs of a resource, in the order in which discovery names them. */
  public static List<String> of(ResourceType type) {
    if (type.custom() != null) {
      return CUSTOM;
    }
    if (type.groupResource().equals("componentstatuses")) {
      return COMPUTED;
    }
    if (!isStored(type)) {
      return CREATE;
    }
    return type.groupResource().equals("namespaces") ? NO_COLLECTION : ALL;
  }

  /** False for questions that are answered and forgotten: reviews, bindings, how components are. */
  public static boolean isStored(ResourceType type) {
    return type.type() == null
        || !(type.group().equals("authentication.k8s.io")
            || type.group().equals("authorization.k8s.io")
            || type.groupResource().equals("bindings")
            || type.groupResource().equals("componentstatuses"));
  }
}
