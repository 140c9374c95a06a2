package io.coxswain.scheduler;

/**
 * How a scheduler runs.
 *
 * @param leaderElect whether it competes for the Lease before it schedules
 * @param leaseNamespace where the Lease lies
 * @param leaseName the Lease's name
 * @param identity unique among the competitors
 */
public record SchedulerOptions(
    boolean leaderElect, String leaseNamespace, String leaseName, String identity) {
  /** Upstream's Lease: {@code kube-system/kube-scheduler}. */
  public static SchedulerOptions leaderElecting(String identity) {
    return new SchedulerOptions(true, "kube-system", "kube-scheduler", identity);
  }

  /** For a scheduler that is the only one. */
  public static SchedulerOptions alone() {
    return new SchedulerOptions(false, "kube-system", "kube-scheduler", "alone");
  }
}
