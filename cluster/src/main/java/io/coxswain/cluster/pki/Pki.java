package io.coxswain.cluster.pki;

import io.coxswain.cluster.pki.CertificateAuthority.Identity;
import io.coxswain.cluster.pki.CertificateAuthority.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * The files under {@code DIR/pki}, {@code DIR/kubeconfig} and {@code DIR/admin.token}: made where
 * missing, renewed where they would expire within a month or name other addresses, left alone
 * otherwise.
 */
public final class Pki {
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);

  /** Of a new directory: the authority's, that of ServiceAccount tokens, the administrator's. */
  private static final int RSA_KEYS = 3;

  private final Path directory;
  private final CertificateAuthority authority;
  private final InstantSource clock;
  private final SecureRandom random;
  private final RsaKeys rsaKeys;

  private Pki(
      Path directory,
      CertificateAuthority authority,
      InstantSource clock,
      SecureRandom random,
      RsaKeys rsaKeys) {
    this.directory = directory;
    this.authority = authority;
    this.clock = clock;
    this.random = random;
    this.rsaKeys = rsaKeys;
  }

  public static Pki open(Path directory, InstantSource clock, SecureRandom random)
      throws IOException {
    Files.createDirectories(directory);
    var key = directory.resolve("ca.key");
    var rsaKeys = new RsaKeys(Files.exists(key) ? 0 : RSA_KEYS, random);
    var authority =
        CertificateAuthority.open(directory.resolve("ca.crt"), key, clock, random, rsaKeys);
    return new Pki(directory, authority, clock, random, rsaKeys);
  }

  /**
   * Makes sure of the front proxy's certificate, {@code front-proxy/client.crt}. A CA of its own
   * signs it, {@code front-proxy/ca.crt}: extension servers believe its holder who asks, and nobody
   * may get one by a CertificateSigningRequest.
   */
  public void ensureFrontProxy() throws IOException {
    open(directory.resolve("front-proxy"), clock, random)
        .ensure("client", Request.client("front-proxy-client"));
  }

  public Path caCertificate() {
    return directory.resolve("ca.crt");
  }

  public Path certificate(String name) {
    return directory.resolve(name + ".crt");
  }

  public Path key(String name) {
    return directory.resolve(name + ".key");
  }

  /** Makes sure of {@code NAME.crt} and {@code NAME.key} for the request. */
  public void ensure(String name, Request request) throws IOException {
    var remembered = directory.resolve(name + ".for");
    var wanted = request.toString();
    if (Files.exists(certificate(name))
        && Files.exists(key(name))
        && Files.exists(remembered)
        && Files.readString(remembered).equals(wanted)
        && authority.vouchesFor(Files.readString(certificate(name)), RENEW_BEFORE)) {
      return;
    }
    var identity = authority.issue(request);
    PrivateFiles.write(key(name), identity.keyPem());
    Files.writeString(certificate(name), identity.certificatePem());
    Files.writeString(remembered, wanted);
  }

  /**
   * Makes sure of the key pair that signs ServiceAccount tokens: {@code sa.key} and {@code sa.pub}.
   */
  public void ensureServiceAccountKeys() throws IOException {
    if (Files.exists(key("sa")) && Files.exists(directory.resolve("sa.pub"))) {
      return;
    }
    var pair = rsaKeys.take();
    PrivateFiles.write(key("sa"), CertificateAuthority.keyPem(pair.getPrivate()));
    Files.writeString(directory.resolve("sa.pub"), CertificateAuthority.pem(pair.getPublic()));
  }

  public Path serviceAccountPublicKey() {
    return directory.resolve("sa.pub");
  }

  /**
   * Writes a kubeconfig for a client certificate to a file (mode 0600), unless it is up to date.
   */
  public void ensureKubeconfig(
      Path file, String user, String cluster, String server, Request request) throws IOException {
    var name = "client-" + user.replace(':', '-');
    ensure(name, request);
    var identity = new Identity(Files.readString(certificate(name)), Files.readString(key(name)));
    var text = kubeconfig(cluster, user, server, identity);
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      PrivateFiles.write(file, text);
    }
  }

  /** A random token for a file, kept if the file is there already. */
  public String ensureToken(Path file) throws IOException {
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    var bytes = new byte[32];
    random.nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    PrivateFiles.write(file, token + "\n");
    return token;
  }

  /** Writes the static token file of the API server: token, user, uid and groups, a line each. */
  public Path writeTokenFile(List<String> lines) throws IOException {
    var file = directory.resolve("tokens.csv");
    PrivateFiles.write(file, String.join("\n", lines) + "\n");
    return file;
  }

  private String kubeconfig(String cluster, String user, String server, Identity identity) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    users:
    - name: %4$s
      user:
        client-certificate-data: %5$s
        client-key-data: %6$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %4$s
    current-context: %1$s
    """
        .formatted(
            cluster,
            server,
            base64(authority.certificatePem()),
            user,
            base64(identity.certificatePem()),
            base64(identity.keyPem()));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
