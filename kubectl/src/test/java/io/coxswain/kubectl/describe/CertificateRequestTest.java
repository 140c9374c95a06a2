package io.coxswain.kubectl.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateRequestTest {
  /** Made by OpenSSL; the key is thrown away. */
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE REQUEST-----
      MIIDJDCCAgwCAQAwgYAxCzAJBgNVBAYTAkRFMQ8wDQYDVQQIDAZCZXJsaW4xDjAM
      BgNVBAcMBU1pdHRlMRcwFQYDVQQKDA5zeXN0ZW06bWFzdGVyczEMMAoGA1UECgwD
      dHdvMQ0wCwYDVQQLDAR1bml0MQ0wCwYDVQQDDARqYW5lMQswCQYDVQQFEwI0MjCC
      ASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBAL3Mnmibw5pDPPs9UU1wnHfC
      WW8p3pBKAyVf80H4rLaPM3JmorR27T0rOBWogHnd48AiHquOOopI0uFhPZr9zz7t
      LiAeWhU3Dkl8z0fHZqmf7leIYE4n85Qwso3ufFDnzYGuvyxOTnaJzk5BQcaxXmIP
      BPCJhpuay0NsRG8znXyJ46xfc1rJooYt1gyKk6p60Ef0OmE1VzKgcQy8P0f5rdqc
      zmgnghds5ZoSl0O0COGmSFpBWAXH4xBQABz+9t0zm/zEoAwEBcav9Voa5P2exoco
      dUIwjES4+wc/UJ5YhgjfNmojgMwr0cMWjHbd9Sh2Szb3udmlUGK14kVT2WiKVBUC
      AwEAAaBeMFwGCSqGSIb3DQEJDjFPME0wSwYDVR0RBEQwQoIJYS5leGFtcGxlggli
      LmV4YW1wbGWHBAoAAAGHEP0AAAAAAAAAAAAAAAAAAAGBBWFAYi5jhgtodHRwczov
      L3gveTANBgkqhkiG9w0BAQsFAAOCAQEATw1MAuZldV21AUbPF87VDRibMrSr9DrQ
      jRtm3YSYqcNSAs9O3PBXhE/qr8S3Lr0HhmzHzxkb0fq07j/Yku6kMQmWgbB6DSLO
      n7XnwwI/AmRGevXPgrcskekycNKdUzUTtR4s8fKFvrY+3d7mbigVv85LfhGu25do
      cStYrPuJGj8tQzKwioGWx0trMJgycJDtSVAs/2EUFlFIzx3ZrgTJaR4MhTic2wtk
      ZRJVARLrglr1tHKznsB7emqDgX1tVWjH/Lis6i4Gr5vLkbyZAjn3tyBtRSGKhtwZ
      VBWpe7KufH2JncEnX1XjNR0iuB9RjX6hFA7g2xwrYuphEFlDHDm87A==
      -----END CERTIFICATE REQUEST-----
      """;

  @Test
  void readsSubjectAndNames() {
    var request = CertificateRequest.parse(PEM);
    assertThat(request.one(CertificateRequest.COMMON_NAME)).isEqualTo("jane");
    assertThat(request.one(CertificateRequest.SERIAL_NUMBER)).isEqualTo("42");
    assertThat(request.subject()).containsEntry("2.5.4.10", List.of("system:masters", "two"));
    assertThat(request.names())
        .containsEntry(CertificateRequest.DNS, List.of("a.example", "b.example"))
        .containsEntry(CertificateRequest.EMAIL, List.of("a@b.c"))
        .containsEntry(CertificateRequest.URI, List.of("https://x/y"))
        .containsEntry(CertificateRequest.ADDRESS, List.of("10.0.0.1", "fd00::1"));
  }

  @Test
  void refusesWhatIsNoRequest() {
    assertThatThrownBy(() -> CertificateRequest.parse("nothing"))
        .hasMessage("PEM block type must be CERTIFICATE REQUEST");
    var cut = PEM.substring(0, 200) + "\n-----END CERTIFICATE REQUEST-----\n";
    assertThatThrownBy(() -> CertificateRequest.parse(cut))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
