package io.coxswain.apiserver.aggregation;

import io.coxswain.api.apiregistration.v1.APIService;
import io.coxswain.api.apiregistration.v1.APIService.APIServiceSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A group and version that another server serves, as its APIService says.
 *
 * @param caBundle certificates in PEM, base64; null for those of the JDK
 */
public record Extension(
    String name,
    String group,
    String version,
    int groupPriority,
    int versionPriority,
    String namespace,
    String service,
    int port,
    @Nullable String caBundle,
    boolean insecure) {
  private static final int USUAL_PORT = 443;

  /** Empty for what this server serves itself. */
  static Optional<Extension> of(APIService api) {
    var spec = api.spec();
    var service = spec.service();
    if (service == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Extension(
            api.name(),
            text(spec.group()),
            text(spec.version()),
            spec.groupPriorityMinimum(),
            spec.versionPriority(),
            text(service.namespace()),
            text(service.name()),
            service.port() == null ? USUAL_PORT : service.port(),
            spec.caBundle(),
            isInsecure(spec)));
  }

  private static boolean isInsecure(APIServiceSpec spec) {
    return Boolean.TRUE.equals(spec.insecureSkipTLSVerify());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  public String groupVersion() {
    return group + "/" + version;
  }

  /** The name its certificate must be for. */
  String serverName() {
    return service + "." + namespace + ".svc";
  }
}
