package io.coxswain.api.authorization.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks whether a user may do something. */
@ApiKind(
    group = "authorization.k8s.io",
    version = "v1",
    kind = "SubjectAccessReview",
    plural = "subjectaccessreviews",
    namespaced = false)
@ApiType("Asks whether a user may do something.")
public record SubjectAccessReview(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "Who and what.", required = true, struct = true)
        SubjectAccessReviewSpec spec,
    @ApiField(number = 3, doc = "The answer.", struct = true) SubjectAccessReviewStatus status)
    implements KubernetesObject, SubjectAccessReviewBuilder.With {

  /** Who wants to do what; one kind of attributes is set. */
  @ApiType("Who wants to do what; one kind of attributes is set.")
  public record SubjectAccessReviewSpec(
      @ApiField(number = 1, doc = "What, for resources.")
          @Nullable ResourceAttributes resourceAttributes,
      @ApiField(number = 2, doc = "What, for other paths.")
          @Nullable NonResourceAttributes nonResourceAttributes,
      @ApiField(number = 3, doc = "Name of the user.") @Nullable String user,
      @ApiField(number = 4, doc = "Groups of the user.") List<String> groups,
      @ApiField(number = 5, doc = "Further values of the user.") Map<String, List<String>> extra,
      @ApiField(number = 6, doc = "Id of the user.") @Nullable String uid)
      implements SubjectAccessReviewSpecBuilder.With {}
}
