package io.coxswain.kubectl.command;

import io.coxswain.kubectl.config.ClientConfig;
import io.coxswain.kubectl.config.Kubeconfig;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.GlobalOptions;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.invocation.Terminal;
import io.coxswain.kubectl.resource.ResourceType;
import io.coxswain.kubectl.resource.Resources;
import io.coxswain.kubectl.tree.Trees;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One invocation: its flags, its terminal and, made when first needed, its API client. */
public final class Session implements AutoCloseable {
  /** What we call ourselves. */
  public static final String VERSION = "v1.34.0+coxswain";

  private final Terminal terminal;
  private final GlobalOptions options;
  private final Resources resources = new Resources(this::api);
  private @Nullable ClientConfig config;
  private @Nullable ApiClient api;

  public Session(Terminal terminal, GlobalOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  public Terminal terminal() {
    return terminal;
  }

  public GlobalOptions options() {
    return options;
  }

  public PrintStream out() {
    return terminal.out();
  }

  public PrintStream err() {
    return terminal.err();
  }

  public Instant now() {
    return terminal.clock().instant();
  }

  public ClientConfig config() {
    if (config == null) {
      config = Kubeconfig.load(options, terminal).resolve(options);
    }
    return config;
  }

  public String namespace() {
    return config().namespace();
  }

  /** The namespace to use for a type: null where it has none. */
  public @Nullable String namespaceFor(ResourceType type) {
    return type.namespaced() ? namespace() : null;
  }

  public ApiClient api() {
    if (api == null) {
      api = newApi();
      if (options.matchServerVersion) {
        refuseOtherVersions(api);
      }
    }
    return api;
  }

  private static void refuseOtherVersions(ApiClient api) {
    var server = Trees.text(api.get("/version"), "gitVersion");
    if (!server.equals(VERSION)) {
      throw KubectlException.error(
          "server version (%s) differs from client version (%s)".formatted(server, VERSION));
    }
  }

  /** Fails where the server warned and that was asked for. */
  public void checkWarnings() {
    var warnings = api == null || !options.warningsAsErrors ? 0 : api.warnings();
    if (warnings > 0) {
      throw KubectlException.error(
          warnings + (warnings == 1 ? " warning received" : " warnings received"));
    }
  }

  /** A client of its own for another thread; the caller closes it. */
  public ApiClient newApi() {
    return new ApiClient(config(), requestTimeout(), options.verbosity, terminal.err());
  }

  /** How long a watch may last, in whole seconds; null where nothing limits requests. */
  public @Nullable Long watchSeconds() {
    var timeout = requestTimeout();
    return timeout.isZero() ? null : Math.max(1, timeout.toSeconds());
  }

  private Duration requestTimeout() {
    try {
      return GoDuration.parse(options.requestTimeout);
    } catch (KubectlException e) {
      throw KubectlException.error(
          "Invalid timeout value. Timeout must be a single integer in seconds, or an integer"
              + " followed by a corresponding time unit (e.g. 1s | 2m | 3h)");
    }
  }

  public Resources resources() {
    return resources;
  }

  @Override
  public void close() {
    if (api != null) {
      api.close();
    }
  }
}
