package io.coxswain.controller.certificates;

import io.coxswain.client.transport.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** The CA that signs for the cluster ({@code --cluster-signing-cert-file}). */
public final class ClusterAuthority {
  private static final Duration BACKDATE = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofHours(8);
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final Duration lifetime;
  private final SecureRandom random = new SecureRandom();

  private ClusterAuthority(X509Certificate certificate, PrivateKey key, Duration lifetime) {
    this.certificate = certificate;
    this.key = key;
    this.lifetime = lifetime;
  }

  /**
   * Reads the CA.
   *
   * @param lifetime of certificates, where nobody asks for less
   * @throws IOException where a file can't be used
   */
  public static ClusterAuthority read(Path certificateFile, Path keyFile, Duration lifetime)
      throws IOException {
    try {
      return new ClusterAuthority(
          Pem.certificates(Files.readAllBytes(certificateFile)).getFirst(),
          Pem.privateKey(Files.readAllBytes(keyFile)),
          lifetime);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "cannot use " + certificateFile + " and " + keyFile + ": " + e.getMessage(), e);
    }
  }

  /**
   * A certificate for a request, in PEM.
   *
   * @param expirationSeconds what is asked for; null for the usual lifetime
   * @throws IllegalArgumentException where the request can't be signed
   */
  String sign(
      CertificateRequest request,
      List<String> usages,
      @Nullable Integer expirationSeconds,
      Instant now) {
    var wanted = lifetime(expirationSeconds);
    var end = now.plus(wanted.compareTo(SHORT) < 0 ? wanted : wanted.minus(BACKDATE));
    var last = certificate.getNotAfter().toInstant();
    try {
      var builder =
          new X509v3CertificateBuilder(
              X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
              new BigInteger(127, random),
              Date.from(now.minus(BACKDATE)),
              Date.from(end.isBefore(last) ? end : last),
              request.pkcs10().getSubject(),
              request.pkcs10().getSubjectPublicKeyInfo());
      extend(builder, request, usages);
      var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      var signed = builder.build(new JcaContentSignerBuilder(algorithm).build(key));
      return pem(signed.getEncoded());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalArgumentException("cannot sign: " + e.getMessage(), e);
    }
  }

  private Duration lifetime(@Nullable Integer expirationSeconds) {
    if (expirationSeconds == null) {
      return lifetime;
    }
    var asked = Duration.ofSeconds(expirationSeconds);
    if (asked.compareTo(lifetime) > 0) {
      return lifetime;
    }
    return asked.compareTo(SHORTEST) < 0 ? SHORTEST : asked;
  }

  private void extend(
      X509v3CertificateBuilder builder, CertificateRequest request, List<String> usages)
      throws IOException, GeneralSecurityException {
    var bits =
        usages.stream()
            .mapToInt(usage -> Usages.KEY_USAGES.getOrDefault(usage, 0))
            .reduce(0, ClusterAuthority::or);
    if (bits != 0) {
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
    }
    var purposes =
        usages.stream().map(Usages.PURPOSES::get).filter(Objects::nonNull).distinct().toList();
    if (!purposes.isEmpty()) {
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
    }
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
    for (var attribute :
        request.pkcs10().getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
      var names =
          Extensions.getInstance(attribute.getAttributeValues()[0])
              .getExtension(Extension.subjectAlternativeName);
      if (names != null) {
        builder.addExtension(names);
      }
    }
  }

  private static int or(int one, int two) {
    return one | two;
  }

  private static String pem(byte[] der) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN CERTIFICATE-----\n"
        + lines.encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }

  /** What keys may be used for. Of its own, so that who never signs does not load it. */
  private static final class Usages {
    static final Map<String, Integer> KEY_USAGES =
        Map.of(
            "signing", KeyUsage.digitalSignature,
            "digital signature", KeyUsage.digitalSignature,
            "content commitment", KeyUsage.nonRepudiation,
            "key encipherment", KeyUsage.keyEncipherment,
            "data encipherment", KeyUsage.dataEncipherment,
            "key agreement", KeyUsage.keyAgreement,
            "cert sign", KeyUsage.keyCertSign,
            "crl sign", KeyUsage.cRLSign,
            "encipher only", KeyUsage.encipherOnly,
            "decipher only", KeyUsage.decipherOnly);

    static final Map<String, KeyPurposeId> PURPOSES =
        Map.ofEntries(
            Map.entry("any", KeyPurposeId.anyExtendedKeyUsage),
            Map.entry("server auth", KeyPurposeId.id_kp_serverAuth),
            Map.entry("client auth", KeyPurposeId.id_kp_clientAuth),
            Map.entry("code signing", KeyPurposeId.id_kp_codeSigning),
            Map.entry("email protection", KeyPurposeId.id_kp_emailProtection),
            Map.entry("s/mime", KeyPurposeId.id_kp_emailProtection),
            Map.entry("ipsec end system", KeyPurposeId.id_kp_ipsecEndSystem),
            Map.entry("ipsec tunnel", KeyPurposeId.id_kp_ipsecTunnel),
            Map.entry("ipsec user", KeyPurposeId.id_kp_ipsecUser),
            Map.entry("timestamping", KeyPurposeId.id_kp_timeStamping),
            Map.entry("ocsp signing", KeyPurposeId.id_kp_OCSPSigning));
  }
}
