package io.coxswain.controller.servicecidrs;

import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.networking.v1.ServiceCIDR;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Holds a range by a finalizer until no address needs it any more (KEP-1880). */
final class ServiceCidrReconciler implements Reconciler<ServiceCidrView> {
  static final String FINALIZER = "networking.k8s.io/service-cidr-finalizer";

  /** API servers may give out an address before they see the deletion. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  @Override
  public Plan reconcile(ServiceCidrView view, Instant now) {
    var range = view.range();
    var finalizers = range.metadata().finalizers();
    var deleted = range.metadata().deletionTimestamp();
    if (deleted != null) {
      if (!finalizers.contains(FINALIZER)) {
        return Plan.settled();
      }
      if (isNeeded(view)) {
        return condition(
            range,
            "False",
            "Terminating",
            "There are still IPAddresses referencing the ServiceCIDR, please remove them or create"
                + " a new ServiceCIDR",
            now);
      }
      var due = deleted.plus(GRACE);
      return due.isAfter(now)
          ? Plan.settled().checkAt(due, now)
          : Plan.of(new Change.Update(withFinalizers(range, without(finalizers))));
    }
    if (!finalizers.contains(FINALIZER)) {
      var more = new ArrayList<>(finalizers);
      more.add(FINALIZER);
      return Plan.of(new Change.Update(withFinalizers(range, more)));
    }
    return isReady(range)
        ? Plan.settled()
        : condition(range, "True", "", "Kubernetes Service CIDR is ready", now);
  }

  /** Whether an address lies in this range and in no other that stays. */
  private static boolean isNeeded(ServiceCidrView view) {
    var others =
        view.all().stream()
            .filter(other -> !other.name().equals(view.range().name()))
            .filter(other -> other.metadata().deletionTimestamp() == null)
            .flatMap(other -> other.spec().cidrs().stream())
            .toList();
    return view.addresses().stream()
        .map(address -> address.name())
        .filter(address -> isIn(address, view.range().spec().cidrs()))
        .anyMatch(address -> !isIn(address, others));
  }

  private static boolean isIn(String address, List<String> cidrs) {
    return cidrs.stream().anyMatch(cidr -> Prefix.parse(cidr).contains(address));
  }

  private static boolean isReady(ServiceCIDR range) {
    return range.status().conditions().stream()
        .anyMatch(
            condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }

  private static Plan condition(
      ServiceCIDR range, String status, String reason, String message, Instant now) {
    var old =
        range.status().conditions().stream()
            .filter(condition -> condition.type().equals("Ready"))
            .findFirst();
    if (old.isPresent() && old.get().status().equals(status)) {
      return Plan.settled();
    }
    var conditions =
        new ArrayList<>(
            range.status().conditions().stream()
                .filter(condition -> !condition.type().equals("Ready"))
                .toList());
    conditions.add(
        new Condition("Ready", status, null, now.truncatedTo(ChronoUnit.SECONDS), reason, message));
    return Plan.of(
        new Change.PatchStatus(range, range.withStatus(range.status().withConditions(conditions))));
  }

  private static List<String> without(List<String> finalizers) {
    return finalizers.stream().filter(name -> !name.equals(FINALIZER)).toList();
  }

  private static ServiceCIDR withFinalizers(ServiceCIDR range, List<String> finalizers) {
    return range.withMetadata(range.metadata().withFinalizers(finalizers));
  }
}
