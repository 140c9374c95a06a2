package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DOC:ResourceRequirements */
@ApiType("TYPEDOC:ResourceRequirements")
public record ResourceRequirements(
    @ApiField(number = 1, doc = "FIELD:ResourceRequirements.limits") Map<String, Quantity> limits,
    @ApiField(number = 2, doc = "FIELD:ResourceRequirements.requests")
        Map<String, Quantity> requests,
    @ApiField(
            number = 3,
            doc = "FIELD:ResourceRequirements.claims",
            listType = ListType.MAP,
            keys = {"name"})
        List<ResourceClaim> claims)
    implements ResourceRequirementsBuilder.With {

  /** DOC:ResourceClaim */
  @ApiType("TYPEDOC:ResourceClaim")
  public record ResourceClaim(
      @ApiField(number = 1, doc = "FIELD:ResourceClaim.name", required = true) String name,
      @ApiField(number = 2, doc = "FIELD:ResourceClaim.request") @Nullable String request)
      implements ResourceClaimBuilder.With {}
}
