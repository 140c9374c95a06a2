package io.coxswain.controller.statefulset;

import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Outcome;
import io.coxswain.controller.pod.Owners;
import java.util.List;
import java.util.Set;

/**
 * A StatefulSet and what belongs to it.
 *
 * @param claims the names of the PersistentVolumeClaims of its namespace
 */
public record StatefulSetView(
    StatefulSet set,
    Owners.Claim<Pod> pods,
    List<ControllerRevision> revisions,
    Set<String> claims,
    List<Outcome> outcomes) {}
