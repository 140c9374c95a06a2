package io.coxswain.api.networking.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;

/** Ranges from which Services get their addresses. */
@ApiKind(
    group = "networking.k8s.io",
    version = "v1",
    kind = "ServiceCIDR",
    plural = "servicecidrs",
    namespaced = false,
    subresources = {"status"})
@ApiType("Ranges from which Services get their addresses.")
public record ServiceCIDR(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "The ranges.", struct = true) ServiceCIDRSpec spec,
    @ApiField(number = 3, doc = "Whether it is used.", struct = true) ServiceCIDRStatus status)
    implements KubernetesObject, ServiceCIDRBuilder.With {
  /** Ranges of Service addresses. */
  @ApiType("Ranges of Service addresses.")
  public record ServiceCIDRSpec(
      @ApiField(number = 1, doc = "One range, or one of each family; can't be changed.")
          List<String> cidrs)
      implements ServiceCIDRSpecBuilder.With {}

  /** Whether ranges are used. */
  @ApiType("Whether ranges are used.")
  public record ServiceCIDRStatus(
      @ApiField(
              number = 1,
              doc = "Latest observations of its state, one per type.",
              listType = ListType.MAP,
              keys = {"type"},
              mergeKey = "type")
          List<Condition> conditions)
      implements ServiceCIDRStatusBuilder.With {}
}
