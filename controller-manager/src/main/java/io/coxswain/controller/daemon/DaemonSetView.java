package io.coxswain.controller.daemon;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.Owners;
import java.util.List;

/** A DaemonSet, its pods and revisions, and all nodes. */
public record DaemonSetView(
    DaemonSet set,
    Owners.Claim<Pod> pods,
    List<ControllerRevision> revisions,
    List<Node> nodes,
    List<Outcome> outcomes) {}
