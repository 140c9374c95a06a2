package io.coxswain.controller.certificates;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.certificates.v1.CertificateSigningRequest.CertificateSigningRequestCondition;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Forgets requests some time after they were decided, or were not. */
final class CleanerReconciler implements Reconciler<CertificateSigningRequest> {
  private static final Duration DECIDED = Duration.ofHours(1);
  private static final Duration PENDING = Duration.ofHours(24);

  @Override
  public Plan reconcile(CertificateSigningRequest request, Instant now) {
    return due(request)
        .map(
            due ->
                due.isAfter(now)
                    ? Plan.settled().checkAt(due, now)
                    : Plan.of(new Change.Delete(request)))
        .orElse(Plan.settled());
  }

  private static Optional<Instant> due(CertificateSigningRequest request) {
    for (var end : new String[] {SigningRequests.DENIED, SigningRequests.FAILED}) {
      var found = SigningRequests.condition(request, end);
      if (found.isPresent()) {
        return after(found.get());
      }
    }
    var approved = SigningRequests.condition(request, SigningRequests.APPROVED);
    if (approved.isPresent()) {
      return SigningRequests.isIssued(request) ? after(approved.get()) : Optional.empty();
    }
    return Optional.ofNullable(request.metadata().creationTimestamp())
        .map(created -> created.plus(PENDING));
  }

  private static Optional<Instant> after(CertificateSigningRequestCondition decision) {
    return Optional.ofNullable(decision.lastUpdateTime()).map(time -> time.plus(DECIDED));
  }
}
