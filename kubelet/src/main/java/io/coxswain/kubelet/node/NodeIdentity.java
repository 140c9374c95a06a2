package io.coxswain.kubelet.node;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.Node.Taint;
import java.util.List;
import java.util.Map;

/**
 * What a node is to the API server.
 *
 * @param addresses primary first
 * @param dnsNames under which its kubelet is reached rather than by its addresses; mostly none
 * @param podCidrs what the node claims at registration; empty where a controller gives it some
 * @param port of the kubelet's API
 */
public record NodeIdentity(
    String name,
    List<String> addresses,
    List<String> dnsNames,
    Map<String, String> labels,
    List<Taint> taints,
    List<String> podCidrs,
    int port,
    Map<String, Quantity> capacity) {}
