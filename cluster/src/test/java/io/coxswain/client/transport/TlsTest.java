package io.coxswain.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coxswain.cluster.pki.CertificateAuthority.Request;
import io.coxswain.cluster.pki.Pki;
import io.netty.handler.ssl.OpenSsl;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Principal;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both engines against a server of the JDK's, which sends back what it gets. */
class TlsTest {
  private static final int MEGABYTE = 1 << 20;

  enum Engine {
    BORINGSSL,
    JDK;

    Tls with(@Nullable PemIdentity identity, byte @Nullable [] authority, boolean insecure)
        throws Exception {
      var trust = Tls.trust(authority, insecure);
      return this == BORINGSSL ? Tls.boringSsl(identity, trust) : Tls.jdk(identity, trust);
    }
  }

  @TempDir static Path directory;
  private static Pki ours;
  private static Pki strangers;

  private SSLServerSocket listener;
  private final CompletableFuture<String> client = new CompletableFuture<>();

  @BeforeAll
  static void certificates() throws Exception {
    assertThat(OpenSsl.isAvailable()).as(String.valueOf(OpenSsl.unavailabilityCause())).isTrue();
    ours = pki("ours");
    strangers = pki("strangers");
  }

  private static Pki pki(String name) throws IOException {
    var pki = Pki.open(directory.resolve(name), InstantSource.system(), new SecureRandom());
    pki.ensure("server", Request.server("server", List.of("localhost", "127.0.0.1")));
    pki.ensure("client", Request.client("somebody"));
    return pki;
  }

  @BeforeEach
  void serve() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", Pem.certificates(authority(ours)).getFirst());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {identity(ours, "server")}, trust.getTrustManagers(), new SecureRandom());
    listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    listener.setWantClientAuth(true);
    Thread.ofPlatform().daemon().start(this::echo);
  }

  private void echo() {
    try (var socket = (SSLSocket) listener.accept()) {
      socket.startHandshake();
      client.complete(nameOf(socket));
      var buffer = new byte[20_000];
      for (var count = socket.getInputStream().read(buffer);
          count >= 0;
          count = socket.getInputStream().read(buffer)) {
        socket.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      client.completeExceptionally(e);
    }
  }

  private static String nameOf(SSLSocket socket) {
    try {
      var certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  @AfterEach
  void close() throws Exception {
    listener.close();
  }

  @ParameterizedTest
  @EnumSource
  void bytesGoBothWaysUnderTheClientsName(Engine engine) throws Exception {
    var tls = engine.with(identity(ours, "client"), authority(ours), false);
    try (var socket = connect();
        var connection = tls.connect(socket, "127.0.0.1", socket.getPort(), true)) {
      var sent = new byte[3 * MEGABYTE];
      new Random(1).nextBytes(sent);
      var writer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      connection.output().write(sent);
                      connection.output().flush();
                    } catch (IOException e) {
                      client.completeExceptionally(e);
                    }
                  });
      var received = new byte[sent.length];
      new DataInputStream(connection.input()).readFully(received);
      writer.join();

      assertThat(received).isEqualTo(sent);
      assertThat(client.join()).isEqualTo("CN=somebody");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfAnotherAuthorityIsRefused(Engine engine) throws Exception {
    var tls = engine.with(null, authority(strangers), false);
    try (var socket = connect()) {
      assertThatThrownBy(() -> tls.connect(socket, "127.0.0.1", socket.getPort(), true))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("PKIX path");
    }
    assertThatThrownBy(client::join) // by our alert, or by the connection that is gone already
        .cause()
        .isInstanceOfAny(SSLException.class, SocketException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aServerOfAnotherNameIsRefused(Engine engine) throws Exception {
    var tls = engine.with(null, authority(ours), false);
    try (var socket = connect()) {
      assertThatThrownBy(() -> tls.connect(socket, "kubernetes.default", socket.getPort(), true))
          .isInstanceOf(SSLException.class)
          .hasMessageContaining("No subject alternative DNS name matching kubernetes.default");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNameIsNotComparedWhereTheCallerSaysSo(Engine engine) throws Exception {
    var tls = engine.with(null, authority(ours), false);
    try (var socket = connect();
        var connection = tls.connect(socket, "kubernetes.default", socket.getPort(), false)) {
      connection.output().write(7);
      assertThat(connection.input().read()).isEqualTo(7);
      assertThat(client.join()).isEqualTo("nobody");
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutVerificationAnyServerWillDo(Engine engine) throws Exception {
    var tls = engine.with(null, null, true);
    try (var socket = connect();
        var connection = tls.connect(socket, "elsewhere", socket.getPort(), false)) {
      connection.output().write(7);
      assertThat(connection.input().read()).isEqualTo(7);
    }
  }

  @Test
  void aCertificateIsShownWhereItsKeyAndItsIssuerAreAccepted() throws Exception {
    var identity = identity(ours, "client");
    var issuer = Pem.certificates(authority(ours)).getFirst().getSubjectX500Principal();
    var engine = SSLContext.getDefault().createSSLEngine();

    assertThat(alias(identity, engine, "EC", issuer)).isNotNull();
    assertThat(alias(identity, engine, "EC_RSA", issuer)).isNotNull();
    assertThat(alias(identity, engine, "EC")).isNotNull();
    assertThat(alias(identity, engine, "RSA", issuer)).isNull();
    assertThat(alias(identity, engine, "EC", new X500Principal("CN=another"))).isNull();
  }

  private static @Nullable String alias(
      PemIdentity identity, SSLEngine engine, String keyType, Principal... issuers) {
    return identity.chooseEngineClientAlias(new String[] {keyType}, issuers, engine);
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfTheConnectionEndsTheBytes(Engine engine) throws Exception {
    var tls = engine.with(null, authority(ours), false);
    var socket = connect();
    var connection = tls.connect(socket, "localhost", socket.getPort(), true);
    var reading = new CompletableFuture<Integer>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                reading.complete(connection.input().read());
              } catch (IOException e) {
                reading.completeExceptionally(e);
              }
            });
    socket.close(); // as a transport does that is closed while others read
    connection.close();

    assertThat(reading.exceptionally(failure -> -1).get(60, TimeUnit.SECONDS)).isEqualTo(-1);
    assertThatThrownBy(() -> connection.output().write(1)).isInstanceOf(IOException.class);
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort());
  }

  private static byte[] authority(Pki pki) throws IOException {
    return Files.readAllBytes(pki.caCertificate());
  }

  private static PemIdentity identity(Pki pki, String name) throws Exception {
    return PemIdentity.read(pki.certificate(name), pki.key(name));
  }
}
