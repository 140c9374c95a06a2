/**
 * kube-proxy: makes Services reachable on one machine. It watches Services and EndpointSlices,
 * decides routes ({@code route}), and performs them with nftables ({@code nft}) or by forwarding
 * connections itself ({@code userspace}). It must not import another component.
 */
@NullMarked
package io.coxswain.proxy;

import org.jspecify.annotations.NullMarked;
