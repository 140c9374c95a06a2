package io.coxswain.kubelet.runtime;

import java.time.Instant;

/** What a container uses: CPU time in nanoseconds since its start, memory in bytes. */
public record ContainerStats(
    Instant time, long cpuNanos, long memoryUsage, long memoryWorkingSet, long memoryRss) {}
