package io.coxswain.apiserver.webhook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the authorities of a {@code caBundle}, made once for each bundle. */
final class Trust {
  private static final int MOST = 64;

  private final Map<String, SSLSocketFactory> factories = new ConcurrentHashMap<>();

  /**
   * @throws IOException where the bundle holds no certificates
   */
  SSLSocketFactory of(String caBundle) throws IOException {
    var known = factories.get(caBundle);
    if (known != null) {
      return known;
    }
    if (factories.size() >= MOST) {
      factories.clear();
    }
    try {
      var made = context(caBundle).getSocketFactory();
      factories.put(caBundle, made);
      return made;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "unable to load root certificates: unable to parse bytes as PEM block", e);
    }
  }

  private static SSLContext context(String caBundle) throws GeneralSecurityException, IOException {
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (caBundle.isEmpty()) {
      trust.init((KeyStore) null);
    } else {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var pem = new ByteArrayInputStream(Base64.getMimeDecoder().decode(caBundle));
      var count = 0;
      for (var each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("ca-" + count++, each);
      }
      if (count == 0) {
        throw new GeneralSecurityException("no certificates");
      }
      trust.init(store);
    }
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
