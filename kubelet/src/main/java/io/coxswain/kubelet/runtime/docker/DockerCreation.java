package io.coxswain.kubelet.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.PropagationMode;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.SELContext;
import com.github.dockerjava.api.model.Volume;
import io.coxswain.kubelet.runtime.ContainerConfig;
import io.coxswain.kubelet.runtime.ContainerConfig.ContainerSecurity;
import io.coxswain.kubelet.runtime.ContainerRuntimeException;
import io.coxswain.kubelet.runtime.ContainerRuntimeException.Kind;
import io.coxswain.kubelet.runtime.SandboxConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes sandboxes and containers: our configuration in the engine's words. */
final class DockerCreation {
  private final DockerClient docker;
  private final DockerLabels labels;
  private final @Nullable String network;

  DockerCreation(DockerClient docker, DockerLabels labels, @Nullable String network) {
    this.docker = docker;
    this.labels = labels;
    this.network = network;
  }

  String sandbox(SandboxConfig config) {
    var host =
        new HostConfig()
            .withRestartPolicy(RestartPolicy.noRestart())
            .withIpcMode(config.hostIpc() ? "host" : "shareable")
            .withNetworkMode(networkMode(config))
            .withOomScoreAdj(0);
    if (config.hostPid()) {
      host.withPidMode("host");
    }
    var sysctls = new HashMap<>(config.sysctls());
    if (!config.hostNetwork()) {
      sysctls.put("net.ipv6.conf.all.disable_ipv6", config.ipv6() == null ? "1" : "0");
      sysctls.putIfAbsent("net.ipv4.ip_unprivileged_port_start", "0");
    }
    host.withSysctls(sysctls);
    var create =
        docker
            .createContainerCmd(PauseImage.NAME)
            .withName(DockerLabels.name(config.pod(), "POD", config.attempt()))
            .withLabels(labels.of(config.pod(), DockerLabels.TYPE_SANDBOX, "POD", config.attempt()))
            .withHostName(config.hostname());
    if (!config.hostNetwork()) {
      publish(create, host, config);
      if (config.ipv4() != null) {
        create.withIpv4Address(config.ipv4());
      }
      if (config.ipv6() != null) {
        create.withIpv6Address(config.ipv6());
      }
    }
    return named(create.withHostConfig(host), config.pod().uid());
  }

  private String networkMode(SandboxConfig config) {
    if (config.hostNetwork()) {
      return "host";
    }
    return network == null ? "none" : network;
  }

  private static void publish(CreateContainerCmd create, HostConfig host, SandboxConfig config) {
    var exposed = new ArrayList<ExposedPort>();
    var bindings = new ArrayList<PortBinding>();
    for (var mapping : config.portMappings()) {
      var port =
          new ExposedPort(mapping.containerPort(), InternetProtocol.parse(mapping.protocol()));
      exposed.add(port);
      bindings.add(
          new PortBinding(Ports.Binding.bindIpAndPort(mapping.hostIp(), mapping.hostPort()), port));
    }
    create.withExposedPorts(exposed);
    host.withPortBindings(bindings);
  }

  String container(ContainerConfig config) {
    var marks =
        labels.of(config.pod(), DockerLabels.TYPE_CONTAINER, config.name(), config.attempt());
    marks.put(DockerLabels.SANDBOX, config.sandboxId());
    marks.put(DockerLabels.HASH, config.hash());
    if (config.terminationMessage() != null) {
      marks.put(DockerLabels.TERMINATION_MESSAGE, config.terminationMessage());
    }
    var create =
        docker
            .createContainerCmd(config.imageId())
            .withName(DockerLabels.name(config.pod(), config.name(), config.attempt()))
            .withLabels(marks)
            .withEnv(config.environment())
            .withStdinOpen(config.stdin())
            .withStdInOnce(config.stdinOnce())
            .withTty(config.tty());
    if (!config.command().isEmpty()) {
      create.withEntrypoint(config.command());
    }
    if (!config.args().isEmpty()) {
      create.withCmd(config.args());
    }
    if (config.workingDir() != null) {
      create.withWorkingDir(config.workingDir());
    }
    if (config.stopSignal() != null) {
      create.withStopSignal(config.stopSignal());
    }
    var user = user(config.security());
    if (user != null) {
      create.withUser(user);
    }
    return named(create.withHostConfig(hostConfig(config)), config.pod().uid());
  }

  private static @Nullable String user(ContainerSecurity security) {
    if (security.user() == null) {
      return security.group() == null ? null : "0:" + security.group();
    }
    return security.group() == null
        ? security.user().toString()
        : security.user() + ":" + security.group();
  }

  private static HostConfig hostConfig(ContainerConfig config) {
    var sandbox = "container:" + config.sandboxId();
    var security = config.security();
    var resources = config.resources();
    var host =
        new HostConfig()
            .withRestartPolicy(RestartPolicy.noRestart())
            .withNetworkMode(sandbox)
            .withIpcMode(sandbox)
            .withBinds(config.mounts().stream().map(DockerCreation::bind).toList())
            .withPrivileged(security.privileged())
            .withReadonlyRootfs(security.readOnlyRootFilesystem())
            .withOomScoreAdj(resources.oomScoreAdj());
    if (config.hostPid()) {
      host.withPidMode("host");
    } else if (config.shareSandboxPid()) {
      host.withPidMode(sandbox);
    }
    if (resources.cpuShares() > 0) {
      host.withCpuShares(resources.cpuShares());
    }
    if (resources.cpuQuota() > 0) {
      host.withCpuQuota(resources.cpuQuota()).withCpuPeriod(resources.cpuPeriod());
    }
    if (resources.memoryLimit() > 0) {
      // No swap beyond the limit, as upstream without NodeSwap.
      host.withMemory(resources.memoryLimit()).withMemorySwap(resources.memoryLimit());
    }
    if (!security.supplementalGroups().isEmpty()) {
      host.withGroupAdd(security.supplementalGroups().stream().map(String::valueOf).toList());
    }
    host.withCapAdd(capabilities(security.addCapabilities()));
    host.withCapDrop(capabilities(security.dropCapabilities()));
    var options = new ArrayList<>(security.securityOptions());
    if (security.noNewPrivileges()) {
      options.add("no-new-privileges");
    }
    return host.withSecurityOpts(options);
  }

  private static Bind bind(ContainerConfig.Mount mount) {
    var propagation =
        switch (mount.propagation()) {
          case "rslave" -> PropagationMode.RSLAVE;
          case "rshared" -> PropagationMode.RSHARED;
          default -> PropagationMode.DEFAULT_MODE;
        };
    return new Bind(
        mount.hostPath(),
        new Volume(mount.containerPath()),
        mount.readOnly() ? AccessMode.ro : AccessMode.rw,
        SELContext.none,
        null,
        propagation);
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream().map(DockerCreation::capability).toArray(Capability[]::new);
  }

  private static Capability capability(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    try {
      return Capability.valueOf(upper.startsWith("CAP_") ? upper.substring(4) : upper);
    } catch (IllegalArgumentException e) {
      throw new ContainerRuntimeException(Kind.INVALID, "unknown capability \"" + name + "\"", e);
    }
  }

  /**
   * Creates, and where a container of that name is left from a creation whose answer never reached
   * us, removes that one (it is ours and of this very attempt) and creates again.
   */
  private String named(CreateContainerCmd create, String podUid) {
    try {
      return create.exec().getId();
    } catch (ConflictException taken) {
      var left = docker.inspectContainerCmd("/" + create.getName()).exec();
      var marks = left.getConfig().getLabels();
      if (marks == null
          || !labels.isOwn(marks)
          || !podUid.equals(marks.get(DockerLabels.POD_UID))) {
        throw taken;
      }
      docker.removeContainerCmd(left.getId()).withForce(true).exec();
      return create.exec().getId();
    }
  }
}
