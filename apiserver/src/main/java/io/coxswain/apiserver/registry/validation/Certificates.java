package io.coxswain.apiserver.registry.validation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.bouncycastle.util.io.pem.PemReader;

/** Certificates that signers issue. */
final class Certificates {
  private Certificates() {}

  /** What is wrong with a chain in base64 of PEM; empty where nothing is, or nothing is there. */
  static String problemOf(String base64) {
    if (base64.isEmpty()) {
      return "";
    }
    var blocks = 0;
    try {
      var pem = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      var reader = new PemReader(new StringReader(pem));
      for (var block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        if (!block.getType().equals("CERTIFICATE")) {
          return "only CERTIFICATE PEM blocks are allowed, found " + Errors.quote(block.getType());
        }
        if (!block.getHeaders().isEmpty()) {
          return "no PEM block headers are permitted";
        }
        blocks++;
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(block.getContent()));
      }
    } catch (IOException | IllegalArgumentException e) {
      // what follows is no PEM
    } catch (CertificateException e) {
      return "x509: malformed certificate";
    }
    return blocks == 0 ? "must contain at least one CERTIFICATE PEM block" : "";
  }
}
