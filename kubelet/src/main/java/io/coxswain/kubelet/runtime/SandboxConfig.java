package io.coxswain.kubelet.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod's sandbox: the namespaces its containers share.
 *
 * @param attempt how often the pod's sandbox was made before
 * @param ipv4 the pod's address; null on the host's network
 * @param ipv6 the pod's second address; null where the cluster has one family
 */
public record SandboxConfig(
    PodRef pod,
    int attempt,
    String hostname,
    boolean hostNetwork,
    boolean hostPid,
    boolean hostIpc,
    @Nullable String ipv4,
    @Nullable String ipv6,
    List<PortMapping> portMappings,
    Map<String, String> sysctls) {

  /** A container port offered on an address of the host; protocol in lower case. */
  public record PortMapping(String hostIp, int hostPort, int containerPort, String protocol) {}
}
