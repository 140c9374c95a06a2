package io.coxswain.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.certificates.v1.CertificateSigningRequest.CertificateSigningRequestCondition;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.transport.Request;
import io.coxswain.client.transport.Response;
import io.coxswain.client.transport.Transport;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.FakeApi;
import io.coxswain.testkit.FakeClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Who is given a kubelet's certificate without anybody being asked. */
class CertificateApproverTest {
  private static final String KUBELET = "kubernetes.io/kube-apiserver-client-kubelet";
  private static final String NODE = "CN=system:node:a,O=system:nodes";

  private final FakeClock clock = FakeClock.at("2026-03-01T10:00:00Z");
  private final FakeApi api = new FakeApi(clock);
  private final Authority authority = new Authority(api);
  private final KubernetesClient client = new KubernetesClient(authority);
  private final Informer<CertificateSigningRequest> requests =
      Informer.start(
          client.resources(CertificateSigningRequest.class), InformerOptions.all(), clock);
  private final CertificateApprover approver = CertificateApprover.start(client, requests, clock);

  /** Answers access reviews: who may create which subresource. */
  private record Authority(
      FakeApi api, Set<String> allowed, Queue<JsonNode> asked) // of users and subresources
      implements Transport {
    Authority(FakeApi api) {
      this(api, ConcurrentHashMap.newKeySet(), new ConcurrentLinkedQueue<>());
    }

    @Override
    public Response send(Request request) throws IOException {
      if (!request.target().contains("/subjectaccessreviews")) {
        return api.send(request);
      }
      var review = (ObjectNode) Json.tree(request.body());
      asked.add(review);
      var who = review.at("/spec/user").asString("");
      var what = review.at("/spec/resourceAttributes/subresource").asString("");
      review.putObject("status").put("allowed", allowed.contains(who + " " + what));
      return new Response(201, Map.of(), new ByteArrayInputStream(Json.bytes(review)));
    }

    @Override
    public void close() {
      api.close();
    }
  }

  @AfterEach
  void close() {
    approver.close();
    requests.close();
  }

  @Test
  void aNodeRenewsItsOwnCertificate() throws Exception {
    authority.allowed.add("system:node:a selfnodeclient");
    put("own", NODE, KUBELET, "system:node:a");
    assertThat(approvedAs("own"))
        .isEqualTo("Auto approving self kubelet client certificate after SubjectAccessReview.");
    var asked = authority.asked.element().at("/spec/resourceAttributes");
    assertThat(asked.path("group").asString("")).isEqualTo("certificates.k8s.io");
    assertThat(asked.path("resource").asString("")).isEqualTo("certificatesigningrequests");
    assertThat(asked.path("verb").asString("")).isEqualTo("create");
  }

  @Test
  void aBootstrapTokenGetsANodesFirstCertificate() throws Exception {
    authority.allowed.add("system:bootstrap:x nodeclient");
    put("first", NODE, KUBELET, "system:bootstrap:x");
    assertThat(approvedAs("first"))
        .isEqualTo("Auto approving kubelet client certificate after SubjectAccessReview.");
    assertThat(authority.asked).hasSize(1); // it is not the node, so that is not asked
  }

  @Test
  void whoMayNotIsAskedAboutAgain() throws Exception {
    put("later", NODE, KUBELET, "system:node:a");
    await(() -> authority.asked.size() == 2); // as the node, and as anybody
    assertThat(conditions("later")).isEmpty();
    authority.allowed.add("system:node:a nodeclient");
    await(
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return !conditions("later").isEmpty();
        });
  }

  @Test
  void othersAreLeftToPeople() throws Exception {
    authority.allowed.add("system:node:a selfnodeclient");
    authority.allowed.add("system:node:a nodeclient");
    put("person", "CN=jane", KUBELET, "system:node:a");
    put("signer", NODE, "kubernetes.io/kube-apiserver-client", "system:node:a");
    put("denied", NODE, KUBELET, "system:node:a", "{type: Denied, status: 'True'}");
    put("last", NODE, KUBELET, "system:node:a");
    assertThat(approvedAs("last"))
        .startsWith("Auto approving self"); // in order: the others are done
    assertThat(conditions("person")).isEmpty();
    assertThat(conditions("signer")).isEmpty();
    assertThat(conditions("denied"))
        .extracting(CertificateSigningRequestCondition::type)
        .containsExactly("Denied");
    assertThat(authority.asked).hasSize(1);
  }

  private void put(String name, String subject, String signer, String user, String... conditions)
      throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var keys = generator.generateKeyPair();
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
    var encoded =
        Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
    api.put(
        Yaml.read(
            CertificateSigningRequest.class,
            """
            metadata: {name: %s}
            spec:
              request: %s
              signerName: %s
              usages: ['digital signature', 'client auth']
              username: %s
            status: {conditions: [%s]}
            """
                .formatted(name, encoded, signer, user, String.join(",", conditions))));
  }

  private List<CertificateSigningRequestCondition> conditions(String name) {
    return api.all(CertificateSigningRequest.class).stream()
        .filter(request -> request.name().equals(name))
        .flatMap(request -> request.status().conditions().stream())
        .toList();
  }

  /** The message of the approval. */
  private String approvedAs(String name) throws Exception {
    await(() -> !conditions(name).isEmpty());
    var condition = conditions(name).getFirst();
    assertThat(condition.type()).isEqualTo("Approved");
    assertThat(condition.reason()).isEqualTo("AutoApproved");
    return String.valueOf(condition.message());
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void await(Check check) throws Exception {
    var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!check.holds()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.yield();
    }
  }
}
