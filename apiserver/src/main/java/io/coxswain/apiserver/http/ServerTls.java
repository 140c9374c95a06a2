package io.coxswain.apiserver.http;

import io.coxswain.apiserver.auth.ClientCertificate;
import io.coxswain.client.transport.PemIdentity;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The server's certificate, and how it asks for and verifies those of clients. */
public final class ServerTls {
  private final SslContext context;
  private final @Nullable X509TrustManager authorities;

  private ServerTls(SslContext context, @Nullable X509TrustManager authorities) {
    this.context = context;
    this.authorities = authorities;
  }

  /**
   * Reads PEM files.
   *
   * @param clientAuthorities null where client certificates are not asked for
   * @throws IOException where a file can't be read or is no certificate or key
   */
  public static ServerTls read(Path certificate, Path key, @Nullable Path clientAuthorities)
      throws IOException {
    try {
      var authorities = clientAuthorities == null ? null : authorities(clientAuthorities);
      var builder =
          SslContextBuilder.forServer(PemIdentity.read(certificate, key).factory())
              .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      Protocol.ALPN,
                      SelectorFailureBehavior.NO_ADVERTISE,
                      SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1));
      if (authorities != null) {
        builder.clientAuth(ClientAuth.OPTIONAL).trustManager(new Collecting(authorities));
      }
      return new ServerTls(builder.build(), authorities);
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IOException(
          "cannot use certificate " + certificate + " with key " + key + ": " + e.getMessage(), e);
    }
  }

  /** Verifies against the certificates of a PEM file. */
  static X509TrustManager authorities(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      var number = 0;
      for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + number++, authority);
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  /** The TLS engine in use, for the log. */
  public String engine() {
    return context.getClass().getSimpleName().startsWith("Jdk") ? "JDK" : OpenSsl.versionString();
  }

  SslContext context() {
    return context;
  }

  /** Who a connection's certificates stand for; null where none count. */
  @Nullable ClientCertificate identify(Certificate[] chain) {
    return authorities == null || chain.length == 0
        ? null
        : ClientCertificate.verify(
            Arrays.copyOf(chain, chain.length, X509Certificate[].class), authorities);
  }

  /**
   * Lets handshakes with any client certificate through: it is verified afterwards, so that a bad
   * one is answered with 401 as upstream does.
   */
  private static final class Collecting extends X509ExtendedTrustManager {
    private final X509TrustManager authorities;

    private Collecting(X509TrustManager authorities) {
      this.authorities = authorities;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities.getAcceptedIssuers();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new IllegalStateException("this side is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new IllegalStateException("this side is the server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new IllegalStateException("this side is the server");
    }
  }
}
