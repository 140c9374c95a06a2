package io.coxswain.controller.endpointslice;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import java.util.List;
import java.util.Map;

/**
 * A Service and what its slices are made of.
 *
 * @param pods the pods its selector matches
 * @param slices the slices of this Service that this controller manages
 * @param zones node name to zone, for nodes that have one
 */
public record EndpointSliceView(
    Service service, List<Pod> pods, List<EndpointSlice> slices, Map<String, String> zones) {}
