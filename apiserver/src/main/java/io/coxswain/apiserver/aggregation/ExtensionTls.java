package io.coxswain.apiserver.aggregation;

import io.coxswain.apiserver.proxy.OutboundTls;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.client.transport.PemIdentity;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How extension servers are spoken to: their certificate is checked as the APIService says, ours is
 * the front proxy's, which lets us say who asks. Contexts are made once for each way.
 */
public final class ExtensionTls {
  private final @Nullable PemIdentity identity;
  private final Map<Way, SslContext> contexts = new ConcurrentHashMap<>();

  private record Way(@Nullable String caBundle, boolean insecure) {}

  private ExtensionTls(@Nullable PemIdentity identity) {
    this.identity = identity;
  }

  /**
   * Reads the front proxy's certificate; nulls where there is none.
   *
   * @throws IOException where it can't be used
   */
  public static ExtensionTls read(@Nullable Path certificate, @Nullable Path key)
      throws IOException {
    try {
      return new ExtensionTls(
          certificate == null || key == null ? null : PemIdentity.read(certificate, key));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot use the proxy client certificate: " + e.getMessage(), e);
    }
  }

  /**
   * The way to an extension server in somebody's name.
   *
   * @throws IllegalArgumentException where the caBundle holds no certificates
   */
  OutboundTls of(Extension extension, UserInfo user) {
    var way = new Way(extension.caBundle(), extension.insecure());
    return new OutboundTls(
        contexts.computeIfAbsent(way, this::context), extension.serverName(), user);
  }

  private SslContext context(Way way) {
    var builder =
        SslContextBuilder.forClient()
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
    if (identity != null) {
      builder.keyManager(identity.factory());
    }
    if (way.insecure()) {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
    } else if (way.caBundle() != null) {
      builder.trustManager(
          new ByteArrayInputStream(Base64.getMimeDecoder().decode(way.caBundle())));
    }
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
