package io.coxswain.controller.nodelifecycle;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import java.time.Instant;
import java.util.List;

/**
 * A node and what shows whether it lives.
 *
 * @param pods the pods bound to it
 * @param lastSign when this process last saw its Lease or its Ready condition renewed, on this
 *     process's clock: clocks of nodes are not trusted
 * @param everPosted whether its kubelet ever wrote a Ready condition
 * @param firstSeen whether this process sees the node for the first time
 * @param allNodesUnwell whether no node of the cluster is Ready; then it is more likely us who are
 *     cut off, and no pod is evicted
 */
public record NodeLifecycleView(
    Node node,
    List<Pod> pods,
    Instant lastSign,
    boolean everPosted,
    boolean firstSeen,
    boolean allNodesUnwell) {}
