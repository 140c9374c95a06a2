package io.coxswain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.client.Kubeconfig;
import io.coxswain.cluster.pki.CertificateAuthority.Request;
import io.coxswain.cluster.pki.Pki;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PkiTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path directory;

  @Test
  void secretsAreReadableByTheirOwnerOnly() throws Exception {
    var pki = open(NOW);
    pki.ensureServiceAccountKeys();
    pki.ensure("server", Request.server("s", List.of("localhost", "127.0.0.1")));
    pki.ensureToken(directory.resolve("token"));
    pki.ensureKubeconfig(
        directory.resolve("kubeconfig"),
        "admin",
        "c",
        "https://h:1",
        Request.client("admin", "system:masters"));

    for (var secret : List.of("ca.key", "sa.key", "server.key", "token", "kubeconfig")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(directory.resolve(secret))))
          .as(secret)
          .isEqualTo("rw-------");
    }
    assertThat(Kubeconfig.read(directory.resolve("kubeconfig")).context(null).cluster())
        .isEqualTo("c");
  }

  @Test
  void certificatesAreKeptUntilTheyExpireSoonOrNameOthers() throws Exception {
    var request = Request.server("s", List.of("localhost"));
    open(NOW).ensure("server", request);
    var first = Files.readString(directory.resolve("server.crt"));

    open(NOW.plusSeconds(3600)).ensure("server", request);
    assertThat(Files.readString(directory.resolve("server.crt"))).isEqualTo(first);

    open(NOW.plusSeconds(340 * 86400L)).ensure("server", request);
    var renewed = Files.readString(directory.resolve("server.crt"));
    assertThat(renewed).isNotEqualTo(first);

    open(NOW.plusSeconds(340 * 86400L))
        .ensure("server", Request.server("s", List.of("localhost", "10.0.0.1")));
    var renamed = certificate();
    assertThat(renamed.getSubjectAlternativeNames().stream().map(name -> name.get(1).toString()))
        .containsExactly("localhost", "10.0.0.1");
  }

  @Test
  void clientCertificatesCarryUserAndGroups() throws Exception {
    open(NOW).ensure("server", Request.client("system:node:a", "system:nodes"));
    assertThat(certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=system:node:a,O=system:nodes");
    assertThat(certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
  }

  @Test
  void theFrontProxyHasAnAuthorityOfItsOwn() throws Exception {
    open(NOW).ensureFrontProxy();
    var authority = Files.readString(directory.resolve("front-proxy/ca.crt"));
    assertThat(authority).isNotEqualTo(Files.readString(directory.resolve("ca.crt")));
    var certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    Files.newInputStream(directory.resolve("front-proxy/client.crt")));
    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=front-proxy-client");
    var signer =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(authority.getBytes("US-ASCII")));
    certificate.verify(signer.getPublicKey());
  }

  private X509Certificate certificate() throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(directory.resolve("server.crt"))));
  }

  private Pki open(Instant now) throws Exception {
    return Pki.open(directory, InstantSource.fixed(now), new SecureRandom());
  }
}
