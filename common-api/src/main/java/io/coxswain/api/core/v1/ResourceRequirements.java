package io.coxswain.api.core.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources needed and allowed. */
@ApiType("Resources needed and allowed.")
public record ResourceRequirements(
    @ApiField(number = 1, doc = "Most that may be used, by resource.") Map<String, Quantity> limits,
    @ApiField(number = 2, doc = "Least that must be there, by resource; the limits unless set.")
        Map<String, Quantity> requests,
    @ApiField(
            number = 3,
            doc = "Entries of the pod's resourceClaims that the container uses.",
            listType = ListType.MAP,
            keys = {"name"})
        List<ResourceClaim> claims)
    implements ResourceRequirementsBuilder.With {

  /** An entry of the pod's resourceClaims. */
  @ApiType("An entry of the pod's resourceClaims.")
  public record ResourceClaim(
      @ApiField(number = 1, doc = "Name of the entry.", required = true) String name,
      @ApiField(number = 2, doc = "Request inside the claim; all of them unless set.")
          @Nullable String request)
      implements ResourceClaimBuilder.With {}
}
