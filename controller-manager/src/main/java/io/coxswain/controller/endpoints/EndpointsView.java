package io.coxswain.controller.endpoints;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Service (null when it is gone), the pods its selector matches, and the Endpoints of its name.
 */
public record EndpointsView(
    @Nullable Service service, List<Pod> pods, @Nullable Endpoints endpoints) {}
