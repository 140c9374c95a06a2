package io.coxswain.api.schema;

import io.coxswain.api.KubernetesObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resource as it is served: its names, scope, subresources and schema.
 *
 * @param group API group, empty for the core group
 * @param subresources subresources that need no code of their own ({@code status}, {@code scale})
 * @param type the record, null for custom resources
 * @param custom what its definition says beyond that, null for built-in resources
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    Set<String> subresources,
    @Nullable Class<? extends KubernetesObject> type,
    Schema.ObjectSchema schema,
    @Nullable CustomKind custom) {

  /** A built-in resource, or one whose definition says nothing more. */
  public ResourceType(
      String group,
      String version,
      String kind,
      String plural,
      String singular,
      List<String> shortNames,
      List<String> categories,
      boolean namespaced,
      Set<String> subresources,
      @Nullable Class<? extends KubernetesObject> type,
      Schema.ObjectSchema schema) {
    this(
        group,
        version,
        kind,
        plural,
        singular,
        shortNames,
        categories,
        namespaced,
        subresources,
        type,
        schema,
        null);
  }

  /** The kind of lists: {@code PodList}; custom resources may choose another name. */
  public String listKind() {
    return custom == null ? kind + "List" : custom.listKind();
  }

  /** {@code v1}, {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** {@code pods}, {@code deployments.apps}: how messages and RBAC name the resource. */
  public String groupResource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** {@code /api/v1}, {@code /apis/apps/v1}. */
  public String basePath() {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }
}
