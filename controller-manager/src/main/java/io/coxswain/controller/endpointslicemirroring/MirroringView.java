package io.coxswain.controller.endpointslicemirroring;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints and the Service of their name, each null when it is gone, and their mirror images.
 *
 * @param slices the slices of this name that this controller manages
 */
public record MirroringView(
    @Nullable Endpoints endpoints, @Nullable Service service, List<EndpointSlice> slices) {}
