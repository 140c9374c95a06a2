package io.coxswain.kubelet.env;

import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.PodSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contents of a pod's /etc/hosts, /etc/hostname and /etc/resolv.conf. */
public final class PodFiles {
  private static final int LONGEST_HOSTNAME = 63;
  private static final int LONGEST_KERNEL_NAME = 64;

  private PodFiles() {}

  /**
   * How names are resolved on this node.
   *
   * @param clusterDns addresses of the cluster's DNS; empty where it has none
   * @param hostResolvConf the text of the node's own resolv.conf
   */
  public record Dns(List<String> clusterDns, String clusterDomain, String hostResolvConf) {}

  private record Resolver(
      List<String> nameservers, List<String> searches, LinkedHashMap<String, String> options) {}

  /** The pod's host name: that of the node on the host's network. */
  public static String hostname(Pod pod, String nodeName) {
    var spec = pod.spec();
    if (Boolean.TRUE.equals(spec.hostNetwork())) {
      return nodeName;
    }
    var name = spec.hostname() == null || spec.hostname().isEmpty() ? pod.name() : spec.hostname();
    if (name.length() > LONGEST_HOSTNAME) {
      name = name.substring(0, LONGEST_HOSTNAME).replaceAll("[-.]+$", "");
    }
    return name;
  }

  /**
   * The name the kernel tells: with the domain where the pod asks for that.
   *
   * @throws ConfigException where that is longer than a kernel's name can be
   */
  public static String kernelHostname(Pod pod, String nodeName, Dns dns) throws ConfigException {
    var name = hostname(pod, nodeName);
    var domain = domain(pod, dns);
    if (!Boolean.TRUE.equals(pod.spec().setHostnameAsFQDN()) || domain == null) {
      return name;
    }
    var full = name + "." + domain;
    if (full.length() > LONGEST_KERNEL_NAME) {
      throw new ConfigException(
          "failed to construct FQDN from pod hostname and cluster domain, FQDN "
              + full
              + " is too long ("
              + LONGEST_KERNEL_NAME
              + " characters is the max, "
              + full.length()
              + " characters requested)");
    }
    return full;
  }

  private static @Nullable String domain(Pod pod, Dns dns) {
    var subdomain = pod.spec().subdomain();
    return subdomain == null || subdomain.isEmpty()
        ? null
        : subdomain + "." + pod.namespace() + ".svc." + dns.clusterDomain();
  }

  /**
   * @param hostHosts the node's own /etc/hosts, which pods on its network get
   */
  public static String hosts(
      Pod pod, String nodeName, List<String> podIps, Dns dns, String hostHosts) {
    var out = new StringBuilder();
    if (Boolean.TRUE.equals(pod.spec().hostNetwork())) {
      out.append("# Kubernetes-managed hosts file (host network).\n").append(hostHosts);
    } else {
      out.append(
          """
          # Kubernetes-managed hosts file.
          127.0.0.1\tlocalhost
          ::1\tlocalhost ip6-localhost ip6-loopback
          fe00::0\tip6-localnet
          fe00::0\tip6-mcastprefix
          fe00::1\tip6-allnodes
          fe00::2\tip6-allrouters
          """);
      var name = hostname(pod, nodeName);
      var domain = domain(pod, dns);
      for (var ip : podIps) {
        out.append(ip).append('\t');
        out.append(domain == null ? name : name + "." + domain + "\t" + name).append('\n');
      }
    }
    if (!pod.spec().hostAliases().isEmpty()) {
      out.append("\n# Entries added by HostAliases.\n");
      for (var alias : pod.spec().hostAliases()) {
        out.append(alias.ip())
            .append('\t')
            .append(String.join("\t", alias.hostnames()))
            .append('\n');
      }
    }
    return out.toString();
  }

  public static String resolvConf(Pod pod, Dns dns) {
    var spec = pod.spec();
    var resolver = parse(policy(spec, dns).equals("None") ? "" : dns.hostResolvConf());
    if (policy(spec, dns).equals("ClusterFirst")) {
      var searches = new ArrayList<String>();
      searches.add(pod.namespace() + ".svc." + dns.clusterDomain());
      searches.add("svc." + dns.clusterDomain());
      searches.add(dns.clusterDomain());
      searches.addAll(resolver.searches());
      var options = new LinkedHashMap<String, String>();
      options.put("ndots", "5");
      resolver = new Resolver(new ArrayList<>(dns.clusterDns()), searches, options);
    }
    var config = spec.dnsConfig();
    if (config != null) {
      resolver.nameservers().addAll(config.nameservers());
      resolver.searches().addAll(config.searches());
      for (var option : config.options()) {
        resolver
            .options()
            .put(
                Objects.requireNonNullElse(option.name(), ""),
                Objects.requireNonNullElse(option.value(), ""));
      }
    }
    return text(resolver);
  }

  /** ClusterFirst is for pods with their own network and clusters with DNS. */
  private static String policy(PodSpec spec, Dns dns) {
    var policy = Objects.requireNonNullElse(spec.dnsPolicy(), "ClusterFirst");
    if (policy.equals("ClusterFirstWithHostNet")) {
      return dns.clusterDns().isEmpty() ? "Default" : "ClusterFirst";
    }
    if (policy.equals("ClusterFirst")
        && (Boolean.TRUE.equals(spec.hostNetwork()) || dns.clusterDns().isEmpty())) {
      return "Default";
    }
    return policy;
  }

  private static Resolver parse(String text) {
    var resolver = new Resolver(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    for (var line : text.split("\n")) {
      var words = line.strip().split("\\s+");
      var rest = List.of(words).subList(1, words.length);
      switch (words[0]) {
        case "nameserver" -> resolver.nameservers().addAll(rest);
        case "search" -> {
          resolver.searches().clear();
          resolver.searches().addAll(rest);
        }
        case "options" ->
            rest.forEach(
                option -> {
                  var parts = option.split(":", 2);
                  resolver.options().put(parts[0], parts.length > 1 ? parts[1] : "");
                });
        default -> {}
      }
    }
    return resolver;
  }

  private static String text(Resolver resolver) {
    var out = new StringBuilder();
    var searches = resolver.searches().stream().distinct().filter(s -> !s.equals(".")).toList();
    if (!searches.isEmpty()) {
      out.append("search ").append(String.join(" ", searches)).append('\n');
    }
    resolver.nameservers().stream()
        .distinct()
        .limit(3)
        .forEach(server -> out.append("nameserver ").append(server).append('\n'));
    if (!resolver.options().isEmpty()) {
      out.append(
          resolver.options().entrySet().stream()
              .map(e -> e.getValue().isEmpty() ? e.getKey() : e.getKey() + ":" + e.getValue())
              .collect(Collectors.joining(" ", "options ", "\n")));
    }
    return out.toString();
  }
}
