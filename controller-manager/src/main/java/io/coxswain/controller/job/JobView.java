package io.coxswain.controller.job;

import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.client.runtime.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Job and its pods.
 *
 * @param job null when it is gone
 * @param pods the pods it controls, ended ones included
 * @param adoptable pods that its selector matches and nobody controls
 * @param foreign those of its pods that its selector matches no longer
 * @param orphans pods of a Job of this name that is gone, still held by the tracking finalizer
 */
public record JobView(
    @Nullable Job job,
    List<Pod> pods,
    List<Pod> adoptable,
    List<Pod> foreign,
    List<Pod> orphans,
    List<Outcome> outcomes) {}
