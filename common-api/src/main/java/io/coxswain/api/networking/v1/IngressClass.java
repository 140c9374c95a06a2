package io.coxswain.api.networking.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import org.jspecify.annotations.Nullable;

/** Names a controller of Ingresses and its parameters. */
@ApiKind(
    group = "networking.k8s.io",
    version = "v1",
    kind = "IngressClass",
    plural = "ingressclasses",
    namespaced = false)
@ApiType("Names a controller of Ingresses and its parameters.")
public record IngressClass(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The controller and its parameters.", struct = true)
        IngressClassSpec spec)
    implements KubernetesObject, IngressClassBuilder.With {
  /** A controller and its parameters. */
  @ApiType("A controller and its parameters.")
  public record IngressClassSpec(
      @ApiField(
              number = 1,
              doc = "Name of the controller, such as example.com/controller; can't be changed.")
          @Nullable String controller,
      @ApiField(number = 2, doc = "Object with parameters of the controller.")
          @Nullable IngressClassParametersReference parameters)
      implements IngressClassSpecBuilder.With {}

  /** Names an object with parameters. */
  @ApiType("Names an object with parameters.")
  public record IngressClassParametersReference(
      @ApiField(number = 1, doc = "Group of the object; core unless set.")
          @Nullable String apiGroup,
      @ApiField(number = 2, doc = "Kind of the object.", required = true) String kind,
      @ApiField(number = 3, doc = "Name of the object.", required = true) String name,
      @ApiField(number = 4, doc = "Cluster or Namespace: where the object is; Cluster unless set.")
          @Nullable String scope,
      @ApiField(number = 5, doc = "Namespace of the object; only where the scope is Namespace.")
          @Nullable String namespace)
      implements IngressClassParametersReferenceBuilder.With {}
}
