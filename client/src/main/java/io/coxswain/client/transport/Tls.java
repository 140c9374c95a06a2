package io.coxswain.client.transport;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of TLS: its certificate and whom it trusts. BoringSSL does the cryptography where
 * it is there, because a young JVM takes a hundred times as long for a handshake in Java; chains
 * and names are verified by the JDK's trust manager in both cases.
 */
public final class Tls {
  private static final String HTTP = "http/1.1";

  /** Algorithms of client keys that BoringSSL signs with. */
  private static final Set<String> NATIVE_KEYS = Set.of("RSA", "EC");

  @FunctionalInterface
  private interface Engines {
    SSLEngine create(String name, int port);
  }

  private final Engines engines;

  private Tls(Engines engines) {
    this.engines = engines;
  }

  /**
   * @param authority CA certificates; null for the JDK's own
   * @param certificate client certificate chain; null for none
   * @param key its private key
   * @param insecure trusts any server
   */
  public static Tls of(
      byte @Nullable [] authority,
      byte @Nullable [] certificate,
      byte @Nullable [] key,
      boolean insecure)
      throws GeneralSecurityException {
    if ((certificate == null) != (key == null)) {
      throw new GeneralSecurityException(
          "client certificate and client key must be given together");
    }
    var identity = certificate == null || key == null ? null : PemIdentity.of(certificate, key);
    var trust = trust(authority, insecure);
    var suits = identity == null || NATIVE_KEYS.contains(identity.algorithm());
    return suits && OpenSsl.isAvailable() ? boringSsl(identity, trust) : jdk(identity, trust);
  }

  static Tls boringSsl(@Nullable PemIdentity identity, @Nullable TrustManager trust)
      throws GeneralSecurityException {
    var builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .protocols("TLSv1.3", "TLSv1.2")
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    HTTP));
    if (identity != null) {
      builder.keyManager(identity.factory());
    }
    if (trust != null) {
      builder.trustManager(trust);
    }
    try {
      var context = builder.build();
      return new Tls(
          (name, port) -> context.newEngine(UnpooledByteBufAllocator.DEFAULT, name, port));
    } catch (SSLException e) {
      throw new GeneralSecurityException("cannot set up TLS: " + e.getMessage(), e);
    }
  }

  static Tls jdk(@Nullable PemIdentity identity, @Nullable TrustManager trust)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(
        identity == null ? null : new KeyManager[] {identity},
        trust == null ? null : new TrustManager[] {trust},
        new SecureRandom());
    return new Tls(
        (name, port) -> {
          var engine = context.createSSLEngine(name, port);
          engine.setUseClientMode(true);
          var parameters = engine.getSSLParameters();
          parameters.setApplicationProtocols(new String[] {HTTP});
          engine.setSSLParameters(parameters);
          return engine;
        });
  }

  /**
   * Secures a connected socket.
   *
   * @param name what the server's certificate must be for
   * @param verifyName false skips the comparison
   * @throws IOException where the handshake fails; the socket is left to the caller
   */
  TlsConnection connect(Socket socket, String name, int port, boolean verifyName)
      throws IOException {
    var engine = engines.create(name, port);
    var parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(verifyName ? "HTTPS" : null);
    engine.setSSLParameters(parameters);
    return TlsConnection.handshake(socket, engine);
  }

  static @Nullable TrustManager trust(byte @Nullable [] authority, boolean insecure)
      throws GeneralSecurityException {
    if (insecure) {
      return new TrustEverybody();
    }
    if (authority == null) {
      return null;
    }
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      var number = 0;
      for (var trusted : Pem.certificates(authority)) {
        store.setCertificateEntry("ca-" + number++, trusted);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers()[0];
    } catch (IOException e) {
      throw new GeneralSecurityException("cannot make a key store in memory", e);
    }
  }

  /** What {@code insecure-skip-tls-verify} asks for. */
  private static final class TrustEverybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
