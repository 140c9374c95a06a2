package io.coxswain.kubectl.invocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags that every verb takes, before or after its name. */
public final class GlobalOptions {
  /** Those that take a value, for finding the verb among them. */
  public static final Set<String> WITH_VALUE =
      Set.of(
          "--kubeconfig",
          "--context",
          "--cluster",
          "--user",
          "-n",
          "--namespace",
          "-s",
          "--server",
          "--token",
          "--certificate-authority",
          "--client-certificate",
          "--client-key",
          "--tls-server-name",
          "--request-timeout",
          "--as",
          "--as-group",
          "--as-uid",
          "--as-user-extra",
          "--cache-dir",
          "--kuberc",
          "--log-flush-frequency",
          "--password",
          "--profile",
          "--profile-output",
          "--username",
          "--vmodule",
          "-v",
          "--v");

  /** The kubeconfig user; null where none is named. */
  public @Nullable String user() {
    return users.isEmpty() ? null : users.getLast();
  }

  @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Path to the kubeconfig file.")
  public @Nullable String kubeconfig;

  @Option(names = "--context", description = "The kubeconfig context to use.")
  public @Nullable String context;

  @Option(names = "--cluster", description = "The kubeconfig cluster to use.")
  public @Nullable String cluster;

  /** A list, because the verbs that bind roles name their subjects by this flag. */
  @Option(names = "--user", description = "The kubeconfig user to use.")
  public List<String> users = new ArrayList<>();

  @Option(
      names = {"-n", "--namespace"},
      description = "The namespace of this request.")
  public @Nullable String namespace;

  @Option(
      names = {"-s", "--server"},
      description = "Address and port of the API server.")
  public @Nullable String server;

  @Option(names = "--token", description = "Bearer token for the API server.")
  public @Nullable String token;

  @Option(names = "--certificate-authority", description = "File with the authority's certificate.")
  public @Nullable String certificateAuthority;

  @Option(names = "--client-certificate", description = "File with the client's certificate.")
  public @Nullable String clientCertificate;

  @Option(names = "--client-key", description = "File with the client's key.")
  public @Nullable String clientKey;

  @Option(
      names = "--insecure-skip-tls-verify",
      arity = "0..1",
      description = "Do not check the server's certificate.")
  public @Nullable Boolean insecure;

  @Option(names = "--tls-server-name", description = "Name to expect in the server's certificate.")
  public @Nullable String tlsServerName;

  @Option(names = "--as", description = "User to impersonate.")
  public @Nullable String as;

  @Option(names = "--as-group", description = "Group to impersonate; can be repeated.")
  public @Nullable String[] asGroups;

  @Option(names = "--as-uid", description = "UID to impersonate.")
  public @Nullable String asUid;

  @Option(
      names = "--as-user-extra",
      paramLabel = "KEY=VALUE",
      description = "Extra about the user to impersonate; can be repeated.")
  public @Nullable String[] asUserExtra;

  @Option(names = "--username", description = "User name for basic authentication.")
  public @Nullable String username;

  @Option(names = "--password", description = "Password for basic authentication.")
  public @Nullable String password;

  @Option(
      names = "--match-server-version",
      description = "Refuse a server of another version than this kubectl's.")
  public boolean matchServerVersion;

  @Option(names = "--warnings-as-errors", description = "Fail where the server warned.")
  public boolean warningsAsErrors;

  @Option(names = "--disable-compression", description = "Accepted: nothing is compressed.")
  public boolean disableCompression;

  @Option(names = "--kuberc", description = "Accepted; there are no preferences.")
  public @Nullable String kuberc;

  /** Of debug, what the debugging container may do. */
  @Option(names = "--profile", description = "none; nothing is measured. Of debug: see there.")
  public @Nullable String profile;

  @Option(names = "--profile-output", description = "Accepted: nothing is measured.")
  public @Nullable String profileOutput;

  @Option(names = "--log-flush-frequency", description = "Accepted: nothing is held back.")
  public @Nullable String logFlushFrequency;

  @Option(names = "--vmodule", description = "Accepted: -v counts for everything.")
  public @Nullable String vmodule;

  @Option(
      names = "--request-timeout",
      description = "How long to wait for one request, as in 5s or 2m; 0 waits for ever.")
  public String requestTimeout = "0";

  @Option(names = "--cache-dir", description = "Accepted and not used: nothing is cached.")
  public @Nullable String cacheDirectory;

  @Option(
      names = {"-v", "--v"},
      description = "6 prints each request, 8 its body too.")
  public int verbosity;
}
