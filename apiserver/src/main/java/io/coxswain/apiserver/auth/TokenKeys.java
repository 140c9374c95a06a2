package io.coxswain.apiserver.auth;

import io.coxswain.api.Json;
import io.coxswain.client.transport.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The keys of ServiceAccount tokens: RS256 for RSA keys, ES256 for keys on P-256. */
final class TokenKeys {
  private static final int P256_BYTES = 32;
  private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, PublicKey> byId;
  private final @Nullable PrivateKey signing;
  private final String signingId;

  private TokenKeys(Map<String, PublicKey> byId, @Nullable PrivateKey signing, String signingId) {
    this.byId = byId;
    this.signing = signing;
    this.signingId = signingId;
  }

  /**
   * Reads PEM files.
   *
   * @throws IOException where a file holds no key, or nothing verifies what the signing key signs
   */
  static TokenKeys read(List<Path> verification, @Nullable Path signingFile) throws IOException {
    try {
      List<PublicKey> keys = new ArrayList<>();
      for (var file : verification) {
        keys.addAll(read(file).publicKeys);
      }
      @Nullable PrivateKey signing = null;
      var signingId = "";
      if (signingFile != null) {
        var own = read(signingFile);
        signing = own.privateKey;
        if (signing == null) {
          throw new IOException(signingFile + " holds no private key");
        }
        keys.addAll(own.publicKeys);
        signingId = id(counterpart(signing, keys, signingFile));
      }
      var byId = new LinkedHashMap<String, PublicKey>();
      for (var key : keys) {
        byId.put(id(key), key);
      }
      return new TokenKeys(byId, signing, signingId);
    } catch (GeneralSecurityException e) {
      throw new IOException("bad key for ServiceAccount tokens: " + e.getMessage(), e);
    }
  }

  private record Found(List<PublicKey> publicKeys, @Nullable PrivateKey privateKey) {}

  private static Found read(Path file) throws IOException, GeneralSecurityException {
    var pem = Files.readAllBytes(file);
    var publicKeys = Pem.publicKeys(pem);
    var privateKey = Pem.hasPrivateKey(pem) ? Pem.privateKey(pem) : null;
    if (publicKeys.isEmpty() && privateKey == null) {
      throw new IOException(file + " holds no key");
    }
    return new Found(publicKeys, privateKey);
  }

  private static PublicKey counterpart(PrivateKey signing, List<PublicKey> keys, Path file)
      throws GeneralSecurityException, IOException {
    var signature = sign(signing, PROBE);
    for (var key : keys) {
      if (verifies(key, PROBE, signature)) {
        return key;
      }
    }
    throw new IOException(
        "--service-account-key-file has no key that verifies what " + file + " signs");
  }

  /** The key's identifier in token headers: the digest of its encoding, as upstream. */
  private static String id(PublicKey key) throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  boolean canSign() {
    return signing != null;
  }

  String signingId() {
    return signingId;
  }

  String signingAlgorithm() {
    return signing instanceof ECKey ? "ES256" : "RS256";
  }

  /** How tokens may be signed, by the kinds of keys there are. */
  List<String> algorithms() {
    return byId.values().stream().map(TokenKeys::algorithm).distinct().sorted().toList();
  }

  /** The public halves as a JSON Web Key Set (RFC 7517, RFC 7518). */
  ObjectNode keySet() {
    var set = Json.mapper().createObjectNode();
    var keys = set.putArray("keys");
    byId.forEach(
        (id, key) -> {
          var shown = keys.addObject().put("use", "sig");
          switch (key) {
            case RSAPublicKey rsa ->
                shown
                    .put("kty", "RSA")
                    .put("kid", id)
                    .put("alg", algorithm(key))
                    .put("n", unsigned(rsa.getModulus(), 0))
                    .put("e", unsigned(rsa.getPublicExponent(), 0));
            case ECPublicKey curve ->
                shown
                    .put("kty", "EC")
                    .put("kid", id)
                    .put("crv", "P-256")
                    .put("alg", algorithm(key))
                    .put("x", unsigned(curve.getW().getAffineX(), P256_BYTES))
                    .put("y", unsigned(curve.getW().getAffineY(), P256_BYTES));
            default -> throw new IllegalStateException("no key of tokens: " + key.getAlgorithm());
          }
        });
    return set;
  }

  /** The bytes of a number without its sign, with zeros before it up to a length. */
  private static String unsigned(BigInteger number, int length) {
    var bytes = number.toByteArray();
    var from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    var padded = new byte[Math.max(length, bytes.length - from)];
    System.arraycopy(
        bytes, from, padded, padded.length - (bytes.length - from), bytes.length - from);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
  }

  private static String algorithm(PublicKey key) {
    return key instanceof ECKey ? "ES256" : "RS256";
  }

  byte[] sign(byte[] content) {
    if (signing == null) {
      throw new IllegalStateException("no --service-account-signing-key-file was given");
    }
    try {
      return sign(signing, content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("signing a token failed", e);
    }
  }

  /** Whether a signature is one of ours; without an identifier every key is tried. */
  boolean verifies(String keyId, String algorithm, byte[] content, byte[] signature) {
    var known = byId.get(keyId);
    var candidates =
        keyId.isEmpty() ? byId.values() : known == null ? List.<PublicKey>of() : List.of(known);
    for (var key : candidates) {
      if (algorithm.equals(algorithm(key)) && verifies(key, content, signature)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] sign(PrivateKey key, byte[] content) throws GeneralSecurityException {
    var signature = Signature.getInstance(algorithm(key instanceof RSAKey));
    signature.initSign(key);
    signature.update(content);
    return signature.sign();
  }

  private static boolean verifies(PublicKey key, byte[] content, byte[] signature) {
    try {
      var verifier = Signature.getInstance(algorithm(key instanceof RSAKey));
      verifier.initVerify(key);
      verifier.update(content);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a malformed signature is no signature
    }
  }

  private static String algorithm(boolean rsa) {
    return rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
  }
}
