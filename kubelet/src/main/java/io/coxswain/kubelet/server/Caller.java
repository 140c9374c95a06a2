package io.coxswain.kubelet.server;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Who calls: the common name and organizations of a client certificate, or a reviewed token. */
record Caller(String user, List<String> groups) {
  static Caller of(X509Certificate certificate) {
    var user = "";
    var groups = new ArrayList<String>();
    try {
      for (var part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        switch (part.getType().toUpperCase(java.util.Locale.ROOT)) {
          case "CN" -> user = String.valueOf(part.getValue());
          case "O" -> groups.add(String.valueOf(part.getValue()));
          default -> {}
        }
      }
    } catch (InvalidNameException e) {
      throw new IllegalStateException("a verified certificate's subject can't be read", e);
    }
    return new Caller(user, List.copyOf(groups));
  }

  /** The API server's own identity needs no review. */
  boolean isApiServer() {
    return groups.contains("system:masters") || user.equals("kube-apiserver-kubelet-client");
  }
}
