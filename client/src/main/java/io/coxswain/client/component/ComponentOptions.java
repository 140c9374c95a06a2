package io.coxswain.client.component;

import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every component that talks to an API server, with upstream's names (a mixin). */
public final class ComponentOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      required = true,
      description = "Path to kubeconfig file with authorization and API server location.")
  private Path kubeconfig;

  @Option(
      names = {"-v", "--v"},
      paramLabel = "LEVEL",
      defaultValue = "0",
      description = "Number for the log level verbosity (0-2 info, 3-4 debug, 5 and above trace).")
  private int verbosity;

  @Option(
      names = "--healthz-port",
      paramLabel = "PORT",
      defaultValue = "-1",
      description =
          "Port of the loopback health endpoint; 0 picks a free one, -1 uses the default.")
  private int healthzPort;

  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Opens a client under the kubeconfig's identity; it counts its requests. */
  public KubernetesClient connect(String userAgent) throws IOException {
    return KubernetesClient.measured(Kubeconfig.read(kubeconfig), userAgent);
  }

  /** SLF4J name of the asked log level. */
  public String logLevel() {
    return verbosity >= 5 ? "TRACE" : verbosity >= 3 ? "DEBUG" : "INFO";
  }

  /** The asked port, or upstream's default of the component. */
  public int healthzPort(int componentDefault) {
    return healthzPort == -1 ? componentDefault : healthzPort;
  }

  /** Options of components of which only one of several replicas works. */
  public static final class LeaderElection {
    @Option(
        names = "--leader-elect",
        paramLabel = "BOOL",
        arity = "0..1",
        defaultValue = "true",
        fallbackValue = "true",
        description = "Work only while holding the component's Lease (default: true).")
    private boolean leaderElect;

    @Option(
        names = "--leader-elect-resource-namespace",
        paramLabel = "NAMESPACE",
        defaultValue = "kube-system",
        description = "Namespace of the Lease.")
    private String namespace;

    @Option(
        names = "--leader-elect-resource-name",
        paramLabel = "NAME",
        description = "Name of the Lease; the component's name by default.")
    private @Nullable String name;

    public boolean enabled() {
      return leaderElect;
    }

    public String namespace() {
      return namespace;
    }

    public String name(String componentDefault) {
      return name == null ? componentDefault : name;
    }
  }
}
