package io.coxswain.kubelet.runtime;

import java.time.Instant;
import java.util.List;

/** A sandbox as the runtime reports it; {@code ips} is empty on the host's network. */
public record RuntimeSandbox(
    String id,
    PodRef pod,
    int attempt,
    boolean ready,
    Instant createdAt,
    List<String> ips,
    boolean hostNetwork) {}
