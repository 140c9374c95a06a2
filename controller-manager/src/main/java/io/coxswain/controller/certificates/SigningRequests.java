package io.coxswain.controller.certificates;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.certificates.v1.CertificateSigningRequest.CertificateSigningRequestCondition;
import java.util.Optional;

/** What was decided about a request. Pure. */
final class SigningRequests {
  static final String APPROVED = "Approved";
  static final String DENIED = "Denied";
  static final String FAILED = "Failed";

  private SigningRequests() {}

  static Optional<CertificateSigningRequestCondition> condition(
      CertificateSigningRequest request, String type) {
    return request.status().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .filter(condition -> condition.status().equals("True"))
        .findFirst();
  }

  static boolean has(CertificateSigningRequest request, String type) {
    return condition(request, type).isPresent();
  }

  static boolean isIssued(CertificateSigningRequest request) {
    var certificate = request.status().certificate();
    return certificate != null && !certificate.isEmpty();
  }
}
