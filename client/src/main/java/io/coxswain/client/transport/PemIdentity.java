package io.coxswain.client.transport;

import io.netty.handler.ssl.OpenSslCachingX509KeyManagerFactory;
import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * One certificate chain and its key, for a client's or a server's side of TLS. The key managers of
 * the JDK read them from a key store, which encrypts the key and decrypts it again: twenty thousand
 * rounds of a hash before the first byte.
 */
public final class PemIdentity extends X509ExtendedKeyManager {
  private static final String ALIAS = "own";

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private PemIdentity(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  public static PemIdentity of(byte[] certificates, byte[] key) throws GeneralSecurityException {
    return new PemIdentity(Pem.certificates(certificates), Pem.privateKey(key));
  }

  /**
   * @throws IOException where a file can't be read; names it
   * @throws GeneralSecurityException where there is no certificate or key in it
   */
  public static PemIdentity read(Path certificates, Path key)
      throws IOException, GeneralSecurityException {
    try {
      return of(Files.readAllBytes(certificates), Files.readAllBytes(key));
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(e.getFile(), null, "no such file");
    }
  }

  /** The key's: {@code RSA}, {@code EC} or another one. */
  String algorithm() {
    return key.getAlgorithm();
  }

  /** For Netty's contexts, which make of it what BoringSSL signs with once, not per handshake. */
  public KeyManagerFactory factory() {
    return new OpenSslCachingX509KeyManagerFactory(new Factory(this));
  }

  /**
   * @param keyTypes what the other side takes, such as {@code EC} or {@code EC_RSA}
   * @param issuers authorities it names; none where it takes all
   */
  private @Nullable String alias(String[] keyTypes, Principal @Nullable [] issuers) {
    var fits = Arrays.stream(keyTypes).anyMatch(type -> type.split("_", 2)[0].equals(algorithm()));
    return fits && issuedByOneOf(issuers) ? ALIAS : null;
  }

  private boolean issuedByOneOf(Principal @Nullable [] issuers) {
    if (issuers == null || issuers.length == 0) {
      return true;
    }
    var accepted = List.of(issuers);
    return chain.stream().anyMatch(one -> accepted.contains(one.getIssuerX500Principal()));
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(keyTypes, issuers);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    return alias(new String[] {keyType}, issuers);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return alias(keyTypes, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return alias(new String[] {keyType}, issuers);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    var alias = alias(new String[] {keyType}, issuers);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return getClientAliases(keyType, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return alias.equals(ALIAS) ? chain.toArray(X509Certificate[]::new) : null;
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return alias.equals(ALIAS) ? key : null;
  }

  /** Gives out one key manager, whatever it is initialized with. */
  private static final class Factory extends SimpleKeyManagerFactory {
    private final PemIdentity identity;

    private Factory(PemIdentity identity) {
      this.identity = identity;
    }

    @Override
    protected void engineInit(KeyStore store, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
      return new KeyManager[] {identity};
    }
  }
}
