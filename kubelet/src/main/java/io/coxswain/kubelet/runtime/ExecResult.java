package io.coxswain.kubelet.runtime;

/** How a command ended and what it said, both streams together, cut at 10 KiB. */
public record ExecResult(int exitCode, String output, boolean timedOut) {}
