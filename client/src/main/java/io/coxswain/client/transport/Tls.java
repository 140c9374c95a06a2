package io.coxswain.client.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Builds client TLS contexts from PEM data. */
public final class Tls {
  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /**
   * @param authority CA certificates; null for the JDK's own
   * @param certificate client certificate chain; null for none
   * @param key its private key
   * @param insecure trusts any server
   */
  public static SSLContext context(
      byte @Nullable [] authority,
      byte @Nullable [] certificate,
      byte @Nullable [] key,
      boolean insecure)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    try {
      context.init(keys(certificate, key), trust(authority, insecure), new SecureRandom());
    } catch (IOException e) {
      throw new GeneralSecurityException("cannot make a key store in memory", e);
    }
    return context;
  }

  private static KeyManager @Nullable [] keys(byte @Nullable [] certificate, byte @Nullable [] key)
      throws GeneralSecurityException, IOException {
    if (certificate == null && key == null) {
      return null;
    }
    if (certificate == null || key == null) {
      throw new GeneralSecurityException(
          "client certificate and client key must be given together");
    }
    var store = emptyStore();
    store.setKeyEntry(
        "client",
        Pem.privateKey(key),
        NO_PASSWORD,
        Pem.certificates(certificate).toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static TrustManager @Nullable [] trust(byte @Nullable [] authority, boolean insecure)
      throws GeneralSecurityException, IOException {
    if (insecure) {
      return new TrustManager[] {new TrustEverybody()};
    }
    if (authority == null) {
      return null;
    }
    var store = emptyStore();
    var number = 0;
    for (var trusted : Pem.certificates(authority)) {
      store.setCertificateEntry("ca-" + number++, trusted);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
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
