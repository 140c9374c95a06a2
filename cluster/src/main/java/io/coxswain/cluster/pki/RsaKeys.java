package io.coxswain.cluster.pki;

import io.coxswain.client.transport.Pem;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/**
 * RSA key pairs of 2048 bits, made ahead on threads of their own: a young JVM takes longer for one
 * than for everything else in a cluster's directory, and OpenSSL's command, where it is installed,
 * a tenth of that. Taken by one thread.
 */
final class RsaKeys {
  private static final int BITS = 2048;

  private final SecureRandom random;
  private final Deque<CompletableFuture<KeyPair>> coming = new ArrayDeque<>();

  /** Begins to make so many. */
  RsaKeys(int count, SecureRandom random) {
    this.random = random;
    if (count > 0) {
      var threads =
          Executors.newFixedThreadPool(
              Math.min(count, Runtime.getRuntime().availableProcessors()),
              Thread.ofPlatform().daemon().name("rsa-keys-", 0).factory());
      for (var i = 0; i < count; i++) {
        coming.add(CompletableFuture.supplyAsync(this::make, threads));
      }
      threads.shutdown(); // after the last of them
    }
  }

  /** The next one; where none is on its way it is made now. */
  KeyPair take() {
    var next = coming.poll();
    return next == null ? make() : next.join();
  }

  private KeyPair make() {
    try {
      var quick = byOpenSsl();
      if (quick.isPresent()) {
        return quick.get();
      }
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA in this JVM", e);
    }
  }

  /** The key comes through a pipe and touches no file; nothing where the command is not usable. */
  static Optional<KeyPair> byOpenSsl() throws GeneralSecurityException {
    try {
      var process =
          new ProcessBuilder(
                  "openssl", "genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:" + BITS)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      var pem = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0
          || !(Pem.privateKey(pem) instanceof RSAPrivateCrtKey key)
          || key.getModulus().bitLength() != BITS) {
        return Optional.empty();
      }
      var half = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
      return Optional.of(new KeyPair(KeyFactory.getInstance("RSA").generatePublic(half), key));
    } catch (IOException e) {
      return Optional.empty(); // not installed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
