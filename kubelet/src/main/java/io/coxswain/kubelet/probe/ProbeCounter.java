package io.coxswain.kubelet.probe;

import io.coxswain.api.core.v1.Probe;
import java.util.Objects;

/**
 * Counts a probe's results against its thresholds. Pure.
 *
 * @param lastSuccess whether the latest run succeeded
 * @param run how many runs in a row had that result
 * @param verdict what the probe says at present
 */
record ProbeCounter(boolean lastSuccess, int run, boolean verdict) {
  /** A readiness or startup probe says no at first, a liveness probe yes. */
  static ProbeCounter initial(boolean verdict) {
    return new ProbeCounter(verdict, 0, verdict);
  }

  ProbeCounter after(boolean success, Probe probe) {
    var inRow = success == lastSuccess ? run + 1 : 1;
    var threshold =
        success
            ? Objects.requireNonNullElse(probe.successThreshold(), 1)
            : Objects.requireNonNullElse(probe.failureThreshold(), 3);
    return new ProbeCounter(success, inRow, inRow >= threshold ? success : verdict);
  }
}
