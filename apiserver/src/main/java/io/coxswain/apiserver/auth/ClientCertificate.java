package io.coxswain.apiserver.auth;

import io.coxswain.apiserver.request.UserInfo;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.NamingException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a connection's client certificate says: verified once per connection. A certificate that
 * does not verify makes the request unauthorized, as upstream, instead of failing the handshake.
 *
 * @param user null where the certificate did not verify
 */
public record ClientCertificate(@Nullable UserInfo user) {

  /** Verifies a chain; common name is the user, organizations are the groups. */
  public static ClientCertificate verify(X509Certificate[] chain, X509TrustManager authorities) {
    try {
      authorities.checkClientTrusted(chain, chain[0].getPublicKey().getAlgorithm());
      return new ClientCertificate(user(chain[0]));
    } catch (CertificateException | NamingException e) {
      return new ClientCertificate(null);
    }
  }

  private static @Nullable UserInfo user(X509Certificate certificate) throws NamingException {
    var name = "";
    List<String> groups = new ArrayList<>();
    for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
      var attributes = part.toAttributes().getAll();
      while (attributes.hasMoreElements()) {
        var attribute = attributes.nextElement();
        for (var i = 0; i < attribute.size(); i++) {
          var value = String.valueOf(attribute.get(i));
          if (attribute.getID().equalsIgnoreCase("CN")) {
            name = value;
          } else if (attribute.getID().equalsIgnoreCase("O")) {
            groups.add(value);
          }
        }
      }
    }
    if (name.isEmpty()) {
      return null;
    }
    groups.add("system:authenticated");
    return new UserInfo(name, "", List.copyOf(groups), Map.of());
  }
}
