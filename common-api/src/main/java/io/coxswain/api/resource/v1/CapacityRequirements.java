package io.coxswain.api.resource.v1;

import io.coxswain.api.Quantity;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiType;
import java.util.Map;

/** How much of a device's capacities is wanted. */
@ApiType("How much of a device's capacities is wanted.")
public record CapacityRequirements(
    @ApiField(number = 1, doc = "Amounts by the capacity's name.") Map<String, Quantity> requests)
    implements CapacityRequirementsBuilder.With {}
