package io.coxswain.controller.certificates;

import io.coxswain.api.authorization.v1.ResourceAttributesBuilder;
import io.coxswain.api.authorization.v1.SubjectAccessReview;
import io.coxswain.api.authorization.v1.SubjectAccessReview.SubjectAccessReviewSpec;
import io.coxswain.api.authorization.v1.SubjectAccessReviewBuilder;
import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.certificates.v1.CertificateSigningRequest.CertificateSigningRequestCondition;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerListener;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.Timers;
import io.coxswain.client.WorkQueue;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approves kubelets' client certificates where whoever asks may have them. It asks the server
 * (SubjectAccessReview), so it runs beside the controller runtime; one thread of its own.
 */
public final class CertificateApprover implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateApprover.class);

  private final KubernetesClient client;
  private final Informer<CertificateSigningRequest> requests;
  private final Timers timers;
  private final WorkQueue<ObjectKey> queue;
  private final Thread worker;

  /** What may be approved: the access it needs, and what is said then. */
  private record Recognized(String subresource, String message) {}

  private CertificateApprover(
      KubernetesClient client, Informer<CertificateSigningRequest> requests, Timers timers) {
    this.client = client;
    this.requests = requests;
    this.timers = timers;
    this.queue = new WorkQueue<>(timers);
    this.worker = Thread.ofVirtual().name("certificate-approver").unstarted(this::work);
  }

  /** Starts working on the requests of a cache. */
  public static CertificateApprover start(
      KubernetesClient client, Informer<CertificateSigningRequest> requests, Timers timers) {
    var approver = new CertificateApprover(client, requests, timers);
    requests.onChange(approver.new Enqueue());
    approver.worker.start();
    return approver;
  }

  private final class Enqueue implements InformerListener<CertificateSigningRequest> {
    @Override
    public void added(CertificateSigningRequest request) {
      queue.add(ObjectKey.of(request));
    }

    @Override
    public void updated(CertificateSigningRequest before, CertificateSigningRequest after) {
      added(after);
    }

    @Override
    public void deleted(CertificateSigningRequest request) {}
  }

  private void work() {
    try {
      for (var key = queue.take(); key != null; key = queue.take()) {
        try {
          if (requests.get(key).map(this::settle).orElse(true)) {
            queue.forget(key);
          } else {
            queue.addRateLimited(key);
          }
        } catch (ApiException | UncheckedIOException e) {
          LOG.info("csr {}: {}", key.name(), e.getMessage());
          queue.addRateLimited(key);
        } catch (RuntimeException e) {
          LOG.error("csr {} could not be approved", key.name(), e);
        } finally {
          queue.done(key);
        }
      }
    } catch (InterruptedException e) {
      LOG.trace("closed", e);
    }
  }

  /** False where it may be approved later: somebody may yet be given the access. */
  private boolean settle(CertificateSigningRequest request) {
    if (SigningRequests.isIssued(request)
        || SigningRequests.has(request, SigningRequests.APPROVED)
        || SigningRequests.has(request, SigningRequests.DENIED)) {
      return true;
    }
    var recognized = recognized(request);
    for (var each : recognized) {
      if (mayHave(request, each.subresource())) {
        approve(request, each.message());
        return true;
      }
    }
    return recognized.isEmpty();
  }

  private static List<Recognized> recognized(CertificateSigningRequest request) {
    if (Signer.named(request.spec().signerName())
        .filter(signer -> signer == Signer.KUBE_APISERVER_CLIENT_KUBELET)
        .isEmpty()) {
      return List.of();
    }
    try {
      var parsed = CertificateRequest.parse(request.spec().request());
      var usages = request.spec().usages();
      if (Signer.KUBE_APISERVER_CLIENT_KUBELET.refusal(parsed, usages).isPresent()) {
        return List.of();
      }
      var found = new ArrayList<Recognized>();
      if (parsed.commonName().equals(request.spec().username())) {
        found.add(
            new Recognized(
                "selfnodeclient",
                "Auto approving self kubelet client certificate after SubjectAccessReview."));
      }
      found.add(
          new Recognized(
              "nodeclient",
              "Auto approving kubelet client certificate after SubjectAccessReview."));
      return found;
    } catch (IllegalArgumentException e) {
      LOG.info("csr {}: {}", request.name(), e.getMessage());
      return List.of();
    }
  }

  private boolean mayHave(CertificateSigningRequest request, String subresource) {
    var attributes =
        ResourceAttributesBuilder.builder()
            .group("certificates.k8s.io")
            .resource("certificatesigningrequests")
            .verb("create")
            .subresource(subresource)
            .build();
    var spec = request.spec();
    var review =
        SubjectAccessReviewBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().build())
            .spec(
                new SubjectAccessReviewSpec(
                    attributes, null, spec.username(), spec.groups(), spec.extra(), spec.uid()))
            .build();
    var answer = client.resources(SubjectAccessReview.class).create(review);
    return answer.status() != null && Boolean.TRUE.equals(answer.status().allowed());
  }

  private void approve(CertificateSigningRequest request, String message) {
    var conditions = new ArrayList<>(request.status().conditions());
    var now = timers.instant().truncatedTo(ChronoUnit.SECONDS);
    conditions.add(
        new CertificateSigningRequestCondition(
            SigningRequests.APPROVED, "True", "AutoApproved", message, now, now));
    client
        .resources(CertificateSigningRequest.class)
        .updateSubresource(
            request.withStatus(request.status().withConditions(conditions)), "approval");
  }

  @Override
  public void close() {
    queue.close();
    worker.interrupt();
  }
}
