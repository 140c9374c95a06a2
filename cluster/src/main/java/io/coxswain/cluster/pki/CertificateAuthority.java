package io.coxswain.cluster.pki;

import io.coxswain.client.transport.Pem;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority that signs client and server certificates for one cluster. Its own key is
 * RSA, as kubeadm's: in a young JVM a signature of it is verified in a twentieth of the time of one
 * on an elliptic curve, and every process of the cluster begins with that. What it signs is for
 * ECDSA P-256 keys, which are made quickest.
 */
public final class CertificateAuthority {
  private static final Duration CA_LIFETIME = Duration.ofDays(3650);
  private static final Duration CERTIFICATE_LIFETIME = Duration.ofDays(365);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final X509Certificate certificate;
  private final PrivateKey key;
  private final InstantSource clock;
  private final SecureRandom random;
  private final RsaKeys rsaKeys;

  private CertificateAuthority(
      X509Certificate certificate,
      PrivateKey key,
      InstantSource clock,
      SecureRandom random,
      RsaKeys rsaKeys) {
    this.certificate = certificate;
    this.key = key;
    this.clock = clock;
    this.random = random;
    this.rsaKeys = rsaKeys;
  }

  /** A certificate with its private key, both as PEM (the key as PKCS #8). */
  public record Identity(String certificatePem, String keyPem) {}

  /**
   * Who a certificate speaks for: user name, groups, and for servers the names and addresses it is
   * reached at.
   *
   * @param rsa an RSA key instead of an elliptic one, for what programs of others read: not all of
   *     them take an elliptic key in a kubeconfig
   */
  public record Request(
      String commonName, List<String> organizations, List<String> serverNames, boolean rsa) {
    public static Request client(String commonName, String... organizations) {
      return new Request(commonName, List.of(organizations), List.of(), false);
    }

    public static Request server(String commonName, List<String> names) {
      return new Request(commonName, List.of(), names, false);
    }

    public Request withRsaKey() {
      return new Request(commonName, organizations, serverNames, true);
    }
  }

  /**
   * Reads the authority from two PEM files, or makes it and writes them (the key readable by its
   * owner only).
   */
  static CertificateAuthority open(
      Path certificateFile,
      Path keyFile,
      InstantSource clock,
      SecureRandom random,
      RsaKeys rsaKeys) {
    try {
      if (Files.exists(certificateFile) && Files.exists(keyFile)) {
        return new CertificateAuthority(
            readCertificate(Files.readString(certificateFile)),
            readKey(Files.readString(keyFile)),
            clock,
            random,
            rsaKeys);
      }
      var pair = rsaKeys.take();
      var name = new X500Name("CN=coxswain-ca");
      var now = clock.instant();
      var builder =
          new JcaX509v3CertificateBuilder(
              name,
              serial(random),
              date(now.minus(CLOCK_SKEW)),
              date(now.plus(CA_LIFETIME)),
              name,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
      var certificate = sign(builder, pair.getPrivate());
      PrivateFiles.write(keyFile, keyPem(pair.getPrivate()));
      Files.writeString(certificateFile, certificatePem(certificate));
      return new CertificateAuthority(certificate, pair.getPrivate(), clock, random, rsaKeys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the certificate authority", e);
    }
  }

  public String certificatePem() {
    return certificatePem(certificate);
  }

  /** Signs a certificate for a fresh key. */
  public Identity issue(Request request) {
    try {
      var pair = request.rsa() ? rsaKeys.take() : newKeyPair(random);
      var now = clock.instant();
      var builder =
          new JcaX509v3CertificateBuilder(
              X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
              serial(random),
              date(now.minus(CLOCK_SKEW)),
              date(now.plus(CERTIFICATE_LIFETIME)),
              subject(request),
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(
              request.serverNames().isEmpty()
                  ? KeyPurposeId.id_kp_clientAuth
                  : KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
      if (!request.serverNames().isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName, false, alternativeNames(request.serverNames()));
      }
      return new Identity(certificatePem(sign(builder, key)), keyPem(pair.getPrivate()));
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("cannot sign a certificate for " + request.commonName(), e);
    }
  }

  /**
   * Whether a certificate was signed by this authority and stays valid for at least the given time.
   */
  public boolean vouchesFor(String certificatePem, Duration atLeast) {
    try {
      var candidate = readCertificate(certificatePem);
      candidate.verify(certificate.getPublicKey());
      return candidate.getNotAfter().toInstant().isAfter(clock.instant().plus(atLeast));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** A fresh ECDSA P-256 key pair. */
  public static KeyPair newKeyPair(SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  static String keyPem(PrivateKey key) {
    try (var text = new StringWriter();
        var writer = new JcaPEMWriter(text)) {
      writer.writeObject(new JcaPKCS8Generator(key, null));
      writer.flush();
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(Object object) {
    try (var text = new StringWriter();
        var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
      writer.flush();
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String certificatePem(X509Certificate certificate) {
    return pem(certificate);
  }

  private static X509Certificate readCertificate(String pem) throws GeneralSecurityException {
    return Pem.certificates(pem.getBytes(StandardCharsets.US_ASCII)).getFirst();
  }

  private static PrivateKey readKey(String pem) throws GeneralSecurityException {
    return Pem.privateKey(pem.getBytes(StandardCharsets.US_ASCII));
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
  }

  private static X500Name subject(Request request) {
    var name = new X500NameBuilder(BCStyle.INSTANCE);
    request.organizations().forEach(organization -> name.addRDN(BCStyle.O, organization));
    return name.addRDN(BCStyle.CN, request.commonName()).build();
  }

  private static GeneralNames alternativeNames(List<String> names) {
    var all = new ArrayList<GeneralName>();
    for (var name : names) {
      var isAddress = name.indexOf(':') >= 0 || name.matches("[0-9.]+");
      all.add(new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name));
    }
    return new GeneralNames(all.toArray(GeneralName[]::new));
  }

  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(120, random).add(BigInteger.ONE);
  }

  private static Date date(Instant instant) {
    return Date.from(instant);
  }
}
