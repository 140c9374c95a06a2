package io.coxswain.controller.resourcequota;

import io.coxswain.api.Quantity;
import io.coxswain.api.core.v1.ResourceQuota;
import io.coxswain.api.core.v1.ResourceQuota.ResourceQuotaStatus;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Makes the status of a quota tell what is used. */
final class ResourceQuotaReconciler implements Reconciler<ResourceQuotaView> {
  /**
   * How long a quota must have been quiet before its usage is put right: by then the caches hold
   * every object the API server has charged it for.
   */
  static final Duration QUIET = Duration.ofSeconds(5);

  @Override
  public Plan reconcile(ResourceQuotaView view, Instant now) {
    var quota = view.quota();
    var status = quota.status();
    var isNew = !same(status.hard(), quota.spec().hard());
    if (!isNew && same(status.used(), view.used())) {
      return Plan.settled();
    }
    if (!isNew && view.unchangedFor().compareTo(QUIET) < 0) {
      return Plan.settled().checkAfter(QUIET.minus(view.unchangedFor()));
    }
    return Plan.of(new Change.PatchStatus(quota, counted(quota, view.used())));
  }

  private static ResourceQuota counted(ResourceQuota quota, Map<String, Quantity> used) {
    return quota.withStatus(new ResourceQuotaStatus(quota.spec().hard(), new TreeMap<>(used)));
  }

  /** Equal amounts, however they are written. */
  private static boolean same(Map<String, Quantity> one, Map<String, Quantity> two) {
    return one.keySet().equals(two.keySet())
        && one.entrySet().stream()
            .allMatch(
                entry ->
                    entry.getValue().compareTo(two.getOrDefault(entry.getKey(), Quantity.ZERO))
                        == 0);
  }
}
