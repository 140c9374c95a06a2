package io.coxswain.api.apiregistration.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version of an API group and who serves it: this server or another one. */
@ApiKind(
    group = "apiregistration.k8s.io",
    version = "v1",
    kind = "APIService",
    plural = "apiservices",
    namespaced = false,
    categories = "api-extensions",
    subresources = {"status"})
@ApiType("A version of an API group and who serves it: this server or another one.")
public record APIService(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Which group and version, and who serves it.", struct = true)
        APIServiceSpec spec,
    @ApiField(number = 3, doc = "Whether it is served.", struct = true) APIServiceStatus status)
    implements KubernetesObject, APIServiceBuilder.With {

  /** Which group and version is meant, and who serves it. */
  @ApiType("Which group and version is meant, and who serves it.")
  public record APIServiceSpec(
      @ApiField(
              number = 1,
              doc = "Service behind which another server is; none where this server has it.")
          @Nullable ServiceReference service,
      @ApiField(number = 2, doc = "The API group; empty for core.") @Nullable String group,
      @ApiField(number = 3, doc = "The version, such as v1.") @Nullable String version,
      @ApiField(
              number = 4,
              doc = "Leaves the other server's certificate unchecked; not for production.")
          @Nullable Boolean insecureSkipTLSVerify,
      @ApiField(
              number = 5,
              doc = "Certificates in PEM that the other server's certificate is checked with.",
              format = "byte")
          @Nullable String caBundle,
      @ApiField(
              number = 7,
              doc = "Place of the group among groups, the highest first; 1 to 20000.",
              required = true)
          Integer groupPriorityMinimum,
      @ApiField(
              number = 8,
              doc = "Place of the version in its group, the highest first; 1 to 1000.",
              required = true)
          Integer versionPriority)
      implements APIServiceSpecBuilder.With {}

  /** A Service behind which an API server is. */
  @ApiType("A Service behind which an API server is.")
  public record ServiceReference(
      @ApiField(number = 1, doc = "Namespace of the Service.") @Nullable String namespace,
      @ApiField(number = 2, doc = "Name of the Service.") @Nullable String name,
      @ApiField(number = 3, doc = "Port of the Service.", defaultValue = "443")
          @Nullable Integer port)
      implements ServiceReferenceBuilder.With {}

  /** Whether an API is served. */
  @ApiType("Whether an API is served.")
  public record APIServiceStatus(
      @ApiField(
              number = 1,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<APIServiceCondition> conditions)
      implements APIServiceStatusBuilder.With {}

  /** One observation of an APIService. */
  @ApiType("One observation of an APIService.")
  public record APIServiceCondition(
      @ApiField(number = 1, doc = "What is observed: Available.", required = true) String type,
      @ApiField(
              number = 2,
              doc = "Whether the condition holds: True, False or Unknown.",
              required = true)
          String status,
      @ApiField(number = 3, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime,
      @ApiField(number = 4, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 5, doc = "Explanation for people.") @Nullable String message)
      implements APIServiceConditionBuilder.With {}
}
