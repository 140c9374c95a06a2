package io.coxswain.controller.certificates;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.certificates.v1.CertificateSigningRequest.CertificateSigningRequestCondition;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;

/** Signs what was approved, or says why it can't be. */
final class SigningReconciler implements Reconciler<CertificateSigningRequest> {
  private final ClusterAuthority authority;

  SigningReconciler(ClusterAuthority authority) {
    this.authority = authority;
  }

  @Override
  public Plan reconcile(CertificateSigningRequest request, Instant now) {
    var signer = Signer.named(request.spec().signerName());
    if (signer.isEmpty()
        || !SigningRequests.has(request, SigningRequests.APPROVED)
        || SigningRequests.has(request, SigningRequests.DENIED)
        || SigningRequests.has(request, SigningRequests.FAILED)
        || SigningRequests.isIssued(request)) {
      return Plan.settled();
    }
    return Plan.of(new Change.PatchStatus(request, decided(signer.get(), request, now)));
  }

  private CertificateSigningRequest decided(
      Signer signer, CertificateSigningRequest request, Instant now) {
    var spec = request.spec();
    try {
      var parsed = CertificateRequest.parse(spec.request());
      var refusal = signer.refusal(parsed, spec.usages());
      return refusal.isPresent()
          ? failed(request, refusal.get(), now)
          : issued(request, authority.sign(parsed, spec.usages(), spec.expirationSeconds(), now));
    } catch (IllegalArgumentException e) {
      return failed(request, "unable to sign: " + e.getMessage(), now);
    }
  }

  private static CertificateSigningRequest issued(CertificateSigningRequest request, String pem) {
    var bytes = pem.getBytes(StandardCharsets.US_ASCII);
    return request.withStatus(
        request.status().withCertificate(Base64.getEncoder().encodeToString(bytes)));
  }

  private static CertificateSigningRequest failed(
      CertificateSigningRequest request, String why, Instant now) {
    var conditions = new ArrayList<>(request.status().conditions());
    var seconds = now.truncatedTo(ChronoUnit.SECONDS);
    conditions.add(
        new CertificateSigningRequestCondition(
            SigningRequests.FAILED, "True", "SignerValidationFailure", why, seconds, seconds));
    return request.withStatus(request.status().withConditions(conditions));
  }
}
