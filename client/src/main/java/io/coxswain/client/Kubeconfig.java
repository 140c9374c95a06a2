package io.coxswain.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coxswain.api.Json;
import io.coxswain.client.transport.HttpTransport;
import io.coxswain.client.transport.Tls;
import io.coxswain.client.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A kubeconfig file (as kubectl reads it: clusters, users, contexts). Relative file names in it are
 * relative to its folder. Exec plugins and auth providers are refused by name.
 */
public record Kubeconfig(
    @JsonProperty("current-context") @Nullable String currentContext,
    List<NamedCluster> clusters,
    List<NamedUser> users,
    List<NamedContext> contexts,
    @Nullable Path folder) {
  public record NamedCluster(String name, Cluster cluster) {}

  public record NamedUser(String name, @Nullable User user) {}

  public record NamedContext(String name, Context context) {}

  public record Cluster(
      String server,
      @JsonProperty("certificate-authority") @Nullable String certificateAuthority,
      @JsonProperty("certificate-authority-data") @Nullable String certificateAuthorityData,
      @JsonProperty("insecure-skip-tls-verify") boolean insecureSkipTlsVerify,
      @JsonProperty("tls-server-name") @Nullable String tlsServerName) {}

  public record User(
      @JsonProperty("client-certificate") @Nullable String clientCertificate,
      @JsonProperty("client-certificate-data") @Nullable String clientCertificateData,
      @JsonProperty("client-key") @Nullable String clientKey,
      @JsonProperty("client-key-data") @Nullable String clientKeyData,
      @Nullable String token,
      @JsonProperty("tokenFile") @Nullable String tokenFile,
      @Nullable String username,
      @Nullable String password,
      @Nullable JsonNode exec,
      @JsonProperty("auth-provider") @Nullable JsonNode authProvider) {
    static final User ANONYMOUS =
        new User(null, null, null, null, null, null, null, null, null, null);

    /** Never shows credentials. */
    @Override
    public String toString() {
      return "User[...]";
    }
  }

  public record Context(String cluster, @Nullable String user, @Nullable String namespace) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException when it is not a kubeconfig
   */
  public static Kubeconfig read(Path file) throws IOException {
    try {
      return parse(Files.readString(file), file.toAbsolutePath().getParent());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads YAML or JSON; relative file names are taken from {@code folder}. */
  public static Kubeconfig parse(String text, @Nullable Path folder) {
    try {
      // JSON is YAML too; not loading the YAML parser saves its start-up time
      var tree = text.stripLeading().startsWith("{") ? Json.tree(text) : yaml(text);
      var parsed = Json.read(tree, Kubeconfig.class);
      return new Kubeconfig(
          parsed.currentContext(), parsed.clusters(), parsed.users(), parsed.contexts(), folder);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a kubeconfig: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode yaml(String text) {
    return YAMLMapper.builder().build().readTree(text);
  }

  /** Namespace of the context; null where it names none. */
  public @Nullable String namespace(@Nullable String contextName) {
    return context(contextName).namespace();
  }

  /** The named context, or the current one for null. */
  public Context context(@Nullable String contextName) {
    var name = contextName == null ? currentContext : contextName;
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException("no current-context is set");
    }
    return contexts.stream()
        .filter(candidate -> candidate.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("context \"" + name + "\" does not exist"))
        .context();
  }

  public Cluster cluster(Context context) {
    return clusters.stream()
        .filter(candidate -> candidate.name().equals(context.cluster()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "cluster \"" + context.cluster() + "\" does not exist"))
        .cluster();
  }

  public User user(Context context) {
    if (context.user() == null || context.user().isEmpty()) {
      return User.ANONYMOUS;
    }
    var found =
        users.stream()
            .filter(candidate -> candidate.name().equals(context.user()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "auth info \"" + context.user() + "\" does not exist"))
            .user();
    return found == null ? User.ANONYMOUS : found;
  }

  /** Opens a transport for the current context; connections are made on demand. */
  public Transport transport(String userAgent) {
    return transport(null, userAgent);
  }

  /** Opens a transport for a context; null for the current one. */
  public Transport transport(@Nullable String contextName, String userAgent) {
    var context = context(contextName);
    var cluster = cluster(context);
    var user = user(context);
    if (user.exec() != null || user.authProvider() != null) {
      throw new IllegalArgumentException("exec and auth-provider credentials are not supported");
    }
    var server = URI.create(cluster.server());
    try {
      var tls =
          "https".equals(server.getScheme())
              ? Tls.of(
                  data(cluster.certificateAuthorityData(), cluster.certificateAuthority()),
                  data(user.clientCertificateData(), user.clientCertificate()),
                  data(user.clientKeyData(), user.clientKey()),
                  cluster.insecureSkipTlsVerify())
              : null;
      return new HttpTransport(
          server,
          tls,
          cluster.tlsServerName(),
          !cluster.insecureSkipTlsVerify(),
          headers(user, userAgent));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("kubeconfig credentials: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("kubeconfig credentials: " + e.getMessage(), e);
    }
  }

  private Map<String, String> headers(User user, String userAgent) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    headers.put("User-Agent", userAgent);
    var token = user.token();
    if (token == null && user.tokenFile() != null) {
      token = Files.readString(resolve(user.tokenFile())).strip();
    }
    if (token != null && !token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    } else if (user.username() != null && user.password() != null) {
      var pair = (user.username() + ":" + user.password()).getBytes(StandardCharsets.UTF_8);
      headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return headers;
  }

  private byte @Nullable [] data(@Nullable String inline, @Nullable String file)
      throws IOException {
    if (inline != null && !inline.isEmpty()) {
      return Base64.getMimeDecoder().decode(inline);
    }
    return file == null || file.isEmpty() ? null : Files.readAllBytes(resolve(file));
  }

  private Path resolve(String file) {
    return folder == null ? Path.of(file) : folder.resolve(file);
  }
}
