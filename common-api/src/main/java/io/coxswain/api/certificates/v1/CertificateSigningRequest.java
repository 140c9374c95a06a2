package io.coxswain.api.certificates.v1;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.ApiKind;
import io.coxswain.api.schema.ApiType;
import io.coxswain.api.schema.ListType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for a certificate, which is issued once somebody approves. */
@ApiKind(
    group = "certificates.k8s.io",
    version = "v1",
    kind = "CertificateSigningRequest",
    plural = "certificatesigningrequests",
    shortNames = "csr",
    namespaced = false,
    subresources = {"status"})
@ApiType("Asks for a certificate, which is issued once somebody approves.")
public record CertificateSigningRequest(
    @ApiField(
            number = 1,
            doc = "Name, labels and everything else that all objects have.",
            struct = true)
        ObjectMeta metadata,
    @ApiField(number = 2, doc = "What is asked for, and by whom.", required = true, struct = true)
        CertificateSigningRequestSpec spec,
    @ApiField(number = 3, doc = "What was decided, and the certificate.", struct = true)
        CertificateSigningRequestStatus status)
    implements KubernetesObject, CertificateSigningRequestBuilder.With {
  /** What certificate is asked for, and by whom; can't be changed. */
  @ApiType("What certificate is asked for, and by whom; can't be changed.")
  public record CertificateSigningRequestSpec(
      @ApiField(number = 1, doc = "The PKCS#10 request in PEM.", required = true, format = "byte")
          String request,
      @ApiField(
              number = 7,
              doc = "Who should sign, such as kubernetes.io/kube-apiserver-client.",
              required = true)
          String signerName,
      @ApiField(
              number = 8,
              doc = "For how long the certificate should be good; signers may shorten it.")
          @Nullable Integer expirationSeconds,
      @ApiField(number = 5, doc = "What the key may be used for, such as client auth.")
          List<String> usages,
      @ApiField(number = 2, doc = "Who asks; set by the server.") @Nullable String username,
      @ApiField(number = 3, doc = "UID of who asks; set by the server.") @Nullable String uid,
      @ApiField(number = 4, doc = "Groups of who asks; set by the server.") List<String> groups,
      @ApiField(number = 6, doc = "Further values from authentication; set by the server.")
          Map<String, List<String>> extra)
      implements CertificateSigningRequestSpecBuilder.With {}

  /** What was decided about a request, and the certificate. */
  @ApiType("What was decided about a request, and the certificate.")
  public record CertificateSigningRequestStatus(
      @ApiField(
              number = 1,
              doc = "What was decided: Approved, Denied or Failed.",
              listType = ListType.MAP,
              keys = {"type"})
          List<CertificateSigningRequestCondition> conditions,
      @ApiField(
              number = 2,
              doc = "The certificate and those it is signed by, in PEM.",
              format = "byte")
          @Nullable String certificate)
      implements CertificateSigningRequestStatusBuilder.With {}

  /** A decision about a request. */
  @ApiType("A decision about a request.")
  public record CertificateSigningRequestCondition(
      @ApiField(number = 1, doc = "Approved, Denied or Failed.", required = true) String type,
      @ApiField(
              number = 6,
              doc =
                  "Whether the condition holds: True, False or Unknown; decisions are always True.",
              required = true)
          String status,
      @ApiField(number = 2, doc = "Explanation in one CamelCase word, for programs.")
          @Nullable String reason,
      @ApiField(number = 3, doc = "Explanation for people.") @Nullable String message,
      @ApiField(number = 4, doc = "When the condition was written last.")
          @Nullable Instant lastUpdateTime,
      @ApiField(number = 5, doc = "When the status of the condition changed last.")
          @Nullable Instant lastTransitionTime)
      implements CertificateSigningRequestConditionBuilder.With {}
}
