package io.coxswain.api.resource.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;

/** What claims of pods are made from. */
@ApiKind(
    group = "resource.k8s.io",
    version = "v1",
    kind = "ResourceClaimTemplate",
    plural = "resourceclaimtemplates")
@ApiType("What claims of pods are made from.")
public record ResourceClaimTemplate(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(
            number = 2,
            doc = "The claim that is made; can't be changed.",
            required = true,
            struct = true)
        ResourceClaimTemplateSpec spec)
    implements KubernetesObject, ResourceClaimTemplateBuilder.With {

  /** The claim that is made from a template. */
  @ApiType("The claim that is made from a template.")
  public record ResourceClaimTemplateSpec(
      @ApiField(number = 1, doc = "Labels and annotations of the claim.", struct = true)
          ObjectMeta metadata,
      @ApiField(number = 2, doc = "Which devices the claim wants.", required = true, struct = true)
          ResourceClaimSpec spec)
      implements ResourceClaimTemplateSpecBuilder.With {}
}
