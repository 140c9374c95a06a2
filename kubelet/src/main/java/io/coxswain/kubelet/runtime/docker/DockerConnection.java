package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.net.URI;
import java.nio.file.Path;

/**
 * A connection to an engine, speaking the newest API version that both sides know.
 *
 * @param socket the engine's unix socket
 * @param version what the engine says of itself
 * @param apiVersion the version in use, such as 1.41
 */
public record DockerConnection(DockerClient client, Path socket, Version version, String apiVersion)
    implements AutoCloseable {
  private static final RemoteApiVersion NEWEST_KNOWN = RemoteApiVersion.VERSION_1_44;

  /**
   * Connects and negotiates.
   *
   * @param endpoint such as unix:///var/run/docker.sock
   */
  public static DockerConnection open(String endpoint) {
    if (!endpoint.startsWith("unix://")) {
      throw new IllegalArgumentException(
          "the Docker endpoint must be a unix socket (unix:///...), got " + endpoint);
    }
    Version version;
    try (var unversioned = client(endpoint, RemoteApiVersion.UNKNOWN_VERSION)) {
      version = unversioned.versionCmd().exec();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    var engine = RemoteApiVersion.parseConfig(version.getApiVersion());
    var chosen = engine.isGreater(NEWEST_KNOWN) ? NEWEST_KNOWN : engine;
    return new DockerConnection(
        client(endpoint, chosen),
        Path.of(URI.create(endpoint).getPath()),
        version,
        chosen.getVersion());
  }

  private static DockerClient client(String endpoint, RemoteApiVersion version) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(endpoint)
            .withDockerTlsVerify(false)
            .withApiVersion(version)
            .build();
    var http =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .maxConnections(256)
            .build();
    return DockerClientImpl.getInstance(config, http);
  }

  /** The engine's architecture in Docker's words. */
  public String architecture() {
    return version.getArch();
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
