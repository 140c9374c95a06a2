package io.coxswain.apiserver;

import io.coxswain.apiserver.audit.backend.AuditOptions;
import io.coxswain.apiserver.auth.AuthorizationMode;
import io.coxswain.apiserver.http.RequestLimits;
import io.coxswain.apiserver.registry.RegistryOptions;
import io.coxswain.apiserver.store.EtcdStore;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about an API server.
 *
 * @param authorization who is asked whether a request is allowed, in order
 */
public record ApiServerOptions(
    Listen listen,
    Storage storage,
    Identities identities,
    List<AuthorizationMode> authorization,
    RegistryOptions registry,
    KubeletAccess kubelets,
    Aggregation aggregation,
    Load load,
    AuditOptions audit) {

  /** Without a front proxy's certificate, and with the usual limits, and no audit log. */
  public ApiServerOptions(
      Listen listen,
      Storage storage,
      Identities identities,
      List<AuthorizationMode> authorization,
      RegistryOptions registry,
      KubeletAccess kubelets) {
    this(
        listen,
        storage,
        identities,
        authorization,
        registry,
        kubelets,
        Aggregation.NONE,
        Load.DEFAULTS,
        AuditOptions.NONE);
  }

  /**
   * How much is served at a time.
   *
   * @param reads how many reads, and
   * @param writes how many writes; with priority and fairness their sum is divided among its levels
   */
  public record Load(int reads, int writes, boolean priorityAndFairness, RequestLimits requests) {
    public static final Load DEFAULTS = new Load(400, 200, true, RequestLimits.DEFAULTS);
  }

  /**
   * Where it listens.
   *
   * @param port 0 for any free one
   * @param advertiseAddress where others reach it; the endpoint of the kubernetes Service
   * @param clientAuthorities null where client certificates are not asked for
   */
  public record Listen(
      String bindAddress,
      int port,
      String advertiseAddress,
      Path certificate,
      Path key,
      @Nullable Path clientAuthorities) {}

  /** Where objects are kept. */
  public sealed interface Storage {
    /** Nowhere: gone with the process. */
    record Memory() implements Storage {}

    /** A database in a directory. */
    record Embedded(Path directory) implements Storage {}

    record Etcd(List<String> servers, String prefix, EtcdStore.Tls tls) implements Storage {}
  }

  /**
   * How clients are recognised besides by certificates.
   *
   * @param verificationKeys PEM files with public or private keys of ServiceAccount tokens
   * @param signingKey null where no ServiceAccount tokens are issued
   */
  public record Identities(
      @Nullable Path tokenFile,
      List<Path> verificationKeys,
      @Nullable Path signingKey,
      String issuer) {}

  /**
   * How extension servers are spoken to, and what they are told to believe.
   *
   * @param certificate the front proxy's; null where it has none
   * @param authorities of front proxies' certificates, published for extension servers
   * @param allowedNames common names of front proxies; empty for any
   */
  public record Aggregation(
      @Nullable Path certificate,
      @Nullable Path key,
      @Nullable Path authorities,
      List<String> allowedNames) {
    public static final Aggregation NONE = new Aggregation(null, null, null, List.of());
  }

  /** How kubelets are spoken to; nulls where the API server has no access to them. */
  public record KubeletAccess(
      @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {
    public static final KubeletAccess NONE = new KubeletAccess(null, null, null);
  }
}
