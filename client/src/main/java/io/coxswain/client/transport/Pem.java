package io.coxswain.client.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM (RFC 7468): X.509, PKCS#8, PKCS#1 and SEC 1. */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** AlgorithmIdentifier of rsaEncryption, DER. */
  private static final byte[] RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  /** Object identifier of ecPublicKey, DER. */
  private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  /** Object identifier of Ed25519, DER. */
  private static final byte[] ED25519 = {0x06, 0x03, 0x2b, 0x65, 0x70};

  /** An AlgorithmIdentifier begins within so many bytes of a key's encoding. */
  private static final int HEADER = 16;

  private Pem() {}

  /** All certificates of a text, in its order. */
  public static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var certificates = new ArrayList<X509Certificate>();
    for (var block : blocks(pem)) {
      if (block.type().equals("CERTIFICATE")) {
        certificates.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(block.content())));
      }
    }
    if (certificates.isEmpty()) {
      throw new GeneralSecurityException("no certificate in PEM data");
    }
    return List.copyOf(certificates);
  }

  /**
   * The public keys of a text: SubjectPublicKeyInfo, those of certificates, and those of RSA
   * private keys.
   */
  public static List<PublicKey> publicKeys(byte[] pem) throws GeneralSecurityException {
    var keys = new ArrayList<PublicKey>();
    for (var block : blocks(pem)) {
      switch (block.type()) {
        case "PUBLIC KEY" -> keys.add(subjectPublicKeyInfo(block.content()));
        case "CERTIFICATE" ->
            keys.add(
                CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(block.content()))
                    .getPublicKey());
        case "RSA PRIVATE KEY" -> {
          if (pkcs8(wrap(RSA, block.content())) instanceof RSAPrivateCrtKey key) {
            keys.add(
                KeyFactory.getInstance("RSA")
                    .generatePublic(
                        new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
          }
        }
        default -> {
          continue; // other private keys do not carry their public half
        }
      }
    }
    return List.copyOf(keys);
  }

  /** Whether a text has a private key in a form that {@link #privateKey} reads. */
  public static boolean hasPrivateKey(byte[] pem) throws GeneralSecurityException {
    return blocks(pem).stream().anyMatch(block -> block.type().endsWith("PRIVATE KEY"));
  }

  private static PublicKey subjectPublicKeyInfo(byte[] content) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm(content))
        .generatePublic(new X509EncodedKeySpec(content));
  }

  /** The first private key of a text. */
  public static PrivateKey privateKey(byte[] pem) throws GeneralSecurityException {
    for (var block : blocks(pem)) {
      switch (block.type()) {
        case "PRIVATE KEY" -> {
          return pkcs8(block.content());
        }
        case "RSA PRIVATE KEY" -> {
          return pkcs8(wrap(RSA, block.content()));
        }
        case "EC PRIVATE KEY" -> {
          return pkcs8(wrap(sequence(concat(EC, curve(block.content()))), block.content()));
        }
        default -> {
          continue; // certificates and EC parameters may stand in the same file
        }
      }
    }
    throw new GeneralSecurityException("no private key in PEM data");
  }

  private record Block(String type, byte[] content) {}

  private static List<Block> blocks(byte[] pem) throws GeneralSecurityException {
    var blocks = new ArrayList<Block>();
    var matcher = BLOCK.matcher(new String(pem, StandardCharsets.US_ASCII));
    while (matcher.find()) {
      try {
        blocks.add(
            new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2).strip())));
      } catch (IllegalArgumentException e) {
        throw new GeneralSecurityException("malformed base64 in PEM data", e);
      }
    }
    return blocks;
  }

  private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm(der)).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  /**
   * The algorithm that an encoded key names. Trying one after the other would do as well, but each
   * failure has the JDK load all of its security providers.
   */
  private static String algorithm(byte[] der) throws GeneralSecurityException {
    if (names(der, EC)) {
      return "EC";
    }
    if (names(der, RSA)) {
      return "RSA";
    }
    if (names(der, ED25519)) {
      return "Ed25519";
    }
    throw new InvalidKeySpecException("key is neither EC, RSA nor Ed25519");
  }

  private static boolean names(byte[] der, byte[] algorithm) {
    for (var at = 0; at <= HEADER && at + algorithm.length <= der.length; at++) {
      if (Arrays.equals(der, at, at + algorithm.length, algorithm, 0, algorithm.length)) {
        return true;
      }
    }
    return false;
  }

  /** PrivateKeyInfo of RFC 5208: version 0, algorithm, key. */
  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return sequence(concat(new byte[] {2, 1, 0}, algorithm, der(0x04, key)));
  }

  /** The curve's object identifier from the parameters field {@code [0]} of a SEC 1 key. */
  private static byte[] curve(byte[] sec1) throws GeneralSecurityException {
    for (var at = 0; at + 3 < sec1.length; at++) {
      var length = sec1[at + 1];
      if (sec1[at] == (byte) 0xa0 && sec1[at + 2] == 0x06 && length == sec1[at + 3] + 2) {
        var oid = new byte[length];
        System.arraycopy(sec1, at + 2, oid, 0, length);
        return oid;
      }
    }
    throw new GeneralSecurityException("EC private key names no curve");
  }

  private static byte[] sequence(byte[] content) {
    return der(0x30, content);
  }

  private static byte[] der(int tag, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(tag);
    if (content.length < 0x80) {
      bytes.write(content.length);
    } else if (content.length < 0x100) {
      bytes.write(0x81);
      bytes.write(content.length);
    } else {
      bytes.write(0x82);
      bytes.write(content.length >> 8);
      bytes.write(content.length);
    }
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
