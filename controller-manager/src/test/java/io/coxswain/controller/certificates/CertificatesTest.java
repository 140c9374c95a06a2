package io.coxswain.controller.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.controller.Yaml;
import io.coxswain.testkit.Scenario;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of CertificateSigningRequests. */
class CertificatesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String CLIENT = "kubernetes.io/kube-apiserver-client";
  private static final String SERVING = "kubernetes.io/kubelet-serving";
  private static final String APPROVED =
      "conditions: [{type: Approved, status: 'True', lastUpdateTime: '2026-03-01T10:00:00Z'}]";
  private static final String CLIENT_USAGES = "['digital signature', 'client auth']";

  @TempDir private Path directory;
  private ClusterAuthority authority;
  private X509Certificate authorityCertificate;

  @BeforeEach
  void makeAuthority() throws Exception {
    var keys = keys();
    var name = new X500Name("CN=cluster-ca");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(NOW.minus(Duration.ofDays(1))),
            Date.from(NOW.plus(Duration.ofDays(100))),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    Files.writeString(directory.resolve("ca.crt"), pem(builder.build(signer)));
    Files.writeString(
        directory.resolve("ca.key"), pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
    authority =
        ClusterAuthority.read(
            directory.resolve("ca.crt"), directory.resolve("ca.key"), Duration.ofDays(365));
    authorityCertificate = read(Files.readString(directory.resolve("ca.crt")));
  }

  private static KeyPair keys() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static String pem(Object object) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private static X509Certificate read(String pem) throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static CertificateSigningRequest request(
      String subject,
      String signer,
      String usages,
      String more,
      String status,
      GeneralName... names)
      throws Exception {
    var keys = keys();
    var builder = new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic());
    if (names.length > 0) {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
    }
    var pkcs10 =
        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    var encoded =
        Base64.getEncoder().encodeToString(pem(pkcs10).getBytes(StandardCharsets.US_ASCII));
    return Yaml.read(
        CertificateSigningRequest.class,
        """
        metadata: {name: jane, creationTimestamp: '2026-03-01T10:00:00Z'}
        spec: {request: %s, signerName: %s, usages: %s, username: system:node:a %s}
        status: {%s}
        """
            .formatted(encoded, signer, usages, more, status));
  }

  private CertificateSigningRequest signed(CertificateSigningRequest request) {
    try (var scenario = Scenario.of(CertificatesWiring.signing(authority))) {
      scenario.given(request).whenReconciled(request);
      return scenario.api().all(CertificateSigningRequest.class).getFirst();
    }
  }

  private static X509Certificate certificate(CertificateSigningRequest request) throws Exception {
    var pem = Base64.getDecoder().decode(request.status().certificate());
    return read(new String(pem, StandardCharsets.US_ASCII));
  }

  @Test
  void whatWasApprovedIsSignedByTheClustersCa() throws Exception {
    var request =
        request("O=dev,CN=jane", CLIENT, CLIENT_USAGES, ", expirationSeconds: 86400", APPROVED);
    var certificate = certificate(signed(request));
    certificate.verify(authorityCertificate.getPublicKey());
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=jane,O=dev");
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW.minusSeconds(300));
    assertThat(certificate.getNotAfter().toInstant())
        .isEqualTo(NOW.plusSeconds(86400).minusSeconds(300));
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
  }

  @Test
  void certificatesEndWithTheCaAndLastTenMinutesAtLeast() throws Exception {
    assertThat(
            certificate(signed(request("CN=a", CLIENT, CLIENT_USAGES, "", APPROVED))).getNotAfter())
        .isEqualTo(authorityCertificate.getNotAfter());
    var brief = request("CN=a", CLIENT, CLIENT_USAGES, ", expirationSeconds: 1", APPROVED);
    assertThat(certificate(signed(brief)).getNotAfter().toInstant())
        .isEqualTo(NOW.plusSeconds(600));
  }

  @Test
  void namesOfServersComeAlong() throws Exception {
    var request =
        request(
            "O=system:nodes,CN=system:node:a",
            SERVING,
            "['digital signature', 'server auth']",
            "",
            APPROVED,
            new GeneralName(GeneralName.dNSName, "a"),
            new GeneralName(GeneralName.iPAddress, "10.0.0.1"));
    assertThat(certificate(signed(request)).getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "a"), List.of(7, "10.0.0.1"));
  }

  @Test
  void whatDoesNotFitItsSignerFails() throws Exception {
    var request = request("CN=jane", CLIENT, "['server auth']", "", APPROVED);
    var failed = signed(request).status();
    assertThat(failed.certificate()).isNull();
    assertThat(failed.conditions())
        .filteredOn(condition -> condition.type().equals("Failed"))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.reason()).isEqualTo("SignerValidationFailure");
              assertThat(condition.message())
                  .isEqualTo("invalid usage for client certificate: server auth");
            });
  }

  @Test
  void nobodyIsSignedUnasked() throws Exception {
    assertThat(signed(request("CN=a", CLIENT, CLIENT_USAGES, "", "")).status().certificate())
        .isNull();
    assertThat(
            signed(request("CN=a", "example.com/own", CLIENT_USAGES, "", APPROVED))
                .status()
                .certificate())
        .isNull();
  }

  @Test
  void kubeletsSignersSayWhatIsMissing() throws Exception {
    var client = Signer.KUBE_APISERVER_CLIENT_KUBELET;
    var usages = List.of("key encipherment", "digital signature", "client auth");
    assertThat(client.refusal(parsed("O=system:nodes,CN=system:node:a"), usages)).isEmpty();
    assertThat(client.refusal(parsed("O=others,CN=system:node:a"), usages))
        .hasValue("subject organization is not system:nodes");
    assertThat(client.refusal(parsed("O=system:nodes,CN=a"), usages))
        .hasValue("subject common name does not begin with system:node: ");
    assertThat(client.refusal(parsed("O=system:nodes,CN=system:node:a"), List.of("client auth")))
        .hasValue("usages did not match [client auth digital signature key encipherment]");
    assertThat(Signer.KUBELET_SERVING.refusal(parsed("O=system:nodes,CN=system:node:a"), usages))
        .hasValue("DNS or IP subjectAltName is required");
  }

  private static CertificateRequest parsed(String subject) throws Exception {
    return CertificateRequest.parse(
        request(subject, CLIENT, CLIENT_USAGES, "", "").spec().request());
  }

  @Test
  void requestsAreForgottenInTime() throws Exception {
    var pending = request("CN=a", CLIENT, CLIENT_USAGES, "", "");
    var denied = request("CN=a", CLIENT, CLIENT_USAGES, "", APPROVED.replace("Approved", "Denied"));
    for (var request : List.of(pending, denied)) {
      var time = Duration.ofHours(request == pending ? 24 : 1);
      try (var scenario = Scenario.of(CertificatesWiring.cleaner())) {
        scenario
            .given(request)
            .whenReconciled(request)
            .thenChangesNothing()
            .thenLooksAgainAfter(time)
            .andTimePasses(time)
            .whenReconciled(request)
            .thenDeletes(CertificateSigningRequest.class, "jane");
      }
    }
  }
}
