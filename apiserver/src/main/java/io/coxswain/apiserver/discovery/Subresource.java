package io.coxswain.apiserver.discovery;

import io.coxswain.api.schema.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A path below a resource: its name, the kind it answers with and the verbs it takes.
 *
 * @param group group of the kind where it is not that of the resource, empty for core
 * @param version version of the kind
 */
public record Subresource(
    String name, String group, String version, String kind, List<String> verbs) {
  private static final List<String> CREATE = List.of("create");
  private static final List<String> CONNECT = List.of("create", "get");
  private static final List<String> ALL = List.of("create", "delete", "get", "patch", "update");
  private static final List<String> CHANGE = List.of("get", "patch", "update");

  /** Subresources with code of their own, by resource. */
  private static final Map<String, List<Subresource>> OWN_CODE =
      Map.of(
          "certificatesigningrequests.certificates.k8s.io",
          List.of(
              new Subresource(
                  "approval", "certificates.k8s.io", "v1", "CertificateSigningRequest", CHANGE)),
          "pods",
          List.of(
              new Subresource("attach", "", "v1", "PodAttachOptions", CONNECT),
              new Subresource("binding", "", "v1", "Binding", CREATE),
              new Subresource("ephemeralcontainers", "", "v1", "Pod", CHANGE),
              new Subresource("eviction", "policy", "v1", "Eviction", CREATE),
              new Subresource("exec", "", "v1", "PodExecOptions", CONNECT),
              new Subresource("log", "", "v1", "Pod", List.of("get")),
              new Subresource("portforward", "", "v1", "PodPortForwardOptions", CONNECT),
              new Subresource("proxy", "", "v1", "PodProxyOptions", ALL),
              new Subresource("resize", "", "v1", "Pod", CHANGE)),
          "services",
          List.of(new Subresource("proxy", "", "v1", "ServiceProxyOptions", ALL)),
          "nodes",
          List.of(new Subresource("proxy", "", "v1", "NodeProxyOptions", ALL)),
          "namespaces",
          List.of(new Subresource("finalize", "", "v1", "Namespace", List.of("update"))),
          "serviceaccounts",
          List.of(new Subresource("token", "authentication.k8s.io", "v1", "TokenRequest", CREATE)));

  /** The subresources of a resource, in the order in which discovery names them. */
  public static List<Subresource> of(ResourceType type) {
    var found = new ArrayList<>(OWN_CODE.getOrDefault(type.groupResource(), List.of()));
    for (var name : type.subresources()) {
      found.add(
          name.equals("scale")
              ? new Subresource(name, "autoscaling", "v1", "Scale", CHANGE)
              : new Subresource(name, type.group(), type.version(), type.kind(), CHANGE));
    }
    var byName = Comparator.comparing(Subresource::name);
    found.sort(type.custom() == null ? byName : byName.reversed()); // status, scale
    return List.copyOf(found);
  }
}
