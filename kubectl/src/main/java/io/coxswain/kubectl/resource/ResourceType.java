package io.coxswain.kubectl.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One kind of resource as the server serves it.
 *
 * @param group empty for the core group
 * @param verbs what the server allows; empty where it was not asked
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    boolean namespaced,
    List<String> shortNames,
    List<String> categories,
    List<String> verbs) {

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code deployments.apps}, {@code pods}: the name in messages about the resource. */
  public String qualifiedPlural() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** {@code deployment.apps}, {@code pod}: the name before the slash in what is printed. */
  public String qualifiedKind() {
    var lower = kind.toLowerCase(java.util.Locale.ROOT);
    return group.isEmpty() ? lower : lower + "." + group;
  }

  /** {@code Deployment.apps}, {@code Pod}. */
  public String groupKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  /** The path of the collection; of all namespaces where the namespace is null. */
  public String collection(@Nullable String namespace) {
    var root = group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    var scope = namespaced && namespace != null ? "/namespaces/" + namespace : "";
    return root + scope + "/" + plural;
  }

  public String path(@Nullable String namespace, String name) {
    return collection(namespace) + "/" + io.coxswain.kubectl.http.Query.encode(name);
  }

  boolean answersTo(String name) {
    return plural.equals(name)
        || singular.equals(name)
        || shortNames.contains(name)
        || kind.equalsIgnoreCase(name);
  }
}
