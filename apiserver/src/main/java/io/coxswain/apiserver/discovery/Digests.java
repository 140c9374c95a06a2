package io.coxswain.apiserver.discovery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests that name the content of documents. */
public final class Digests {
  private Digests() {}

  static byte[] sha256(byte[] content) {
    return digest("SHA-256", content);
  }

  /** SHA-512 of a document in upper-case hexadecimal, as upstream writes ETags and hashes. */
  public static String hash(byte[] content) {
    return HexFormat.of().withUpperCase().formatHex(digest("SHA-512", content));
  }

  private static byte[] digest(String algorithm, byte[] content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
