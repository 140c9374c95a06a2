package io.coxswain.cluster;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.meta.v1.DeleteOptionsBuilder;
import io.coxswain.client.ApiException;
import io.coxswain.client.Kubeconfig;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ListOptions;
import io.coxswain.client.Patch;
import io.coxswain.cluster.process.Jvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code cox down}: pods that a controller would make again are deleted and end gracefully, as in a
 * drain; the containers of the others are stopped and start again with the next {@code up}. Then
 * the components end, the API server last.
 */
@Command(
    name = "down",
    description = "Stops the cluster's pods and processes; its objects stay for the next up.",
    mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration DRAIN = Duration.ofSeconds(60);

  @Mixin DataDirectory data = new DataDirectory();

  @Option(
      names = "--purge",
      description = "Also delete everything the cluster has: objects, volumes, network, keys.")
  boolean purge;

  private final Machine machine = new Machine();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var spec = data.spec();
    var directory = data.directory();
    var progress = new Progress(System.err, InstantSource.system());
    try (var _ = DirectoryLock.take(directory)) {
      down(spec, directory, progress);
    }
    return 0;
  }

  private void down(ClusterSpec spec, ClusterDirectory directory, Progress progress)
      throws IOException, InterruptedException {
    var launcher = new Launcher(spec, directory, Jvm.current(), progress);
    if (!purge && spec.realNodes()) {
      stop(launcher, progress, "kube-scheduler", "kube-controller-manager");
      drain(spec, directory, progress);
    }
    var rest = new ArrayList<>(launcher.known());
    rest.remove("kube-apiserver");
    stop(launcher, progress, rest.toArray(String[]::new));
    stop(launcher, progress, "kube-apiserver");
    if (spec.realNodes()) {
      stopContainers(spec, progress);
    }
    if (purge) {
      purge(spec, directory, progress);
    }
  }

  private static void stop(Launcher launcher, Progress progress, String... names)
      throws IOException, InterruptedException {
    var running = new HashSet<String>();
    for (var name : names) {
      if (launcher.process(name).askToEnd()) {
        running.add(name);
      }
    }
    for (var name : names) {
      launcher.process(name).stop(GRACE);
      if (running.contains(name)) {
        progress.say("stopped " + name);
      }
    }
  }

  private static void drain(ClusterSpec spec, ClusterDirectory directory, Progress progress)
      throws IOException, InterruptedException {
    try (var client = KubernetesClient.connect(Kubeconfig.read(directory.kubeconfig()))) {
      var pods = drainable(spec, client);
      if (pods.isEmpty()) {
        return;
      }
      progress.say("draining " + pods.size() + " pods");
      var cordoned = spec.singleProcess() ? cordon(spec, client) : List.<String>of();
      try {
        for (var pod : pods) {
          client
              .resources(Pod.class)
              .delete(pod.namespace(), pod.name(), DeleteOptionsBuilder.builder().build());
        }
        awaitEnd(client, pods);
      } finally {
        cordoned.forEach(node -> unschedulable(client, node, false));
      }
    } catch (ApiException | UncheckedIOException e) {
      progress.say(
          "the API server does not answer, containers are stopped directly: " + e.getMessage());
    }
  }

  /**
   * Where the scheduler can't be stopped before the pods, it must not bind their successors.
   * Returns the nodes that were schedulable.
   */
  private static List<String> cordon(ClusterSpec spec, KubernetesClient client) {
    var nodes =
        client.resources(Node.class).list(ListOptions.ALL).items().stream()
            .filter(node -> isRealNode(spec, node.name()))
            .filter(node -> !Boolean.TRUE.equals(node.spec().unschedulable()))
            .map(Node::name)
            .toList();
    nodes.forEach(node -> unschedulable(client, node, true));
    return nodes;
  }

  private static void unschedulable(KubernetesClient client, String node, boolean value) {
    client
        .resources(Node.class)
        .patch(
            "",
            node,
            Patch.merge(Json.mapper().valueToTree(Map.of("spec", Map.of("unschedulable", value)))));
  }

  private static void awaitEnd(KubernetesClient client, List<Pod> pods)
      throws InterruptedException {
    var leaving = pods.stream().map(pod -> pod.metadata().uid()).collect(Collectors.toSet());
    var deadline = System.nanoTime() + DRAIN.toNanos();
    while (client.resources(Pod.class).list(ListOptions.ALL).items().stream()
            .anyMatch(pod -> leaving.contains(pod.metadata().uid()))
        && System.nanoTime() < deadline) {
      Thread.sleep(100);
    }
  }

  /** Pods on real nodes that their controllers will make again. */
  private static List<Pod> drainable(ClusterSpec spec, KubernetesClient client) {
    return client.resources(Pod.class).list(ListOptions.ALL).items().stream()
        .filter(pod -> isRealNode(spec, pod.spec().nodeName()))
        .filter(
            pod ->
                pod.metadata().ownerReferences().stream()
                    .anyMatch(owner -> Boolean.TRUE.equals(owner.controller())))
        .filter(
            pod ->
                !"Succeeded".equals(pod.status().phase()) && !"Failed".equals(pod.status().phase()))
        .toList();
  }

  private static boolean isRealNode(
      ClusterSpec spec, @org.jspecify.annotations.Nullable String node) {
    for (var index = 0; index < spec.nodes(); index++) {
      if (spec.nodeName(index).equals(node)) {
        return true;
      }
    }
    return false;
  }

  private List<String> containers(ClusterSpec spec) throws InterruptedException {
    return machine
        .run("docker", "ps", "-aq", "--filter", "label=io.coxswain.cluster-uid=" + spec.uid())
        .output()
        .lines()
        .filter(line -> line.matches("[0-9a-f]+"))
        .toList();
  }

  private void stopContainers(ClusterSpec spec, Progress progress) throws InterruptedException {
    var ids = containers(spec);
    if (!ids.isEmpty()) {
      progress.say("stopping " + ids.size() + " containers");
      var command = new ArrayList<>(List.of("docker", purge ? "kill" : "stop"));
      command.addAll(ids);
      machine.run(command.toArray(String[]::new));
    }
  }

  private void purge(ClusterSpec spec, ClusterDirectory directory, Progress progress)
      throws IOException, InterruptedException {
    var ids = containers(spec);
    if (!ids.isEmpty()) {
      var command = new ArrayList<>(List.of("docker", "rm", "-f", "-v"));
      command.addAll(ids);
      machine.run(command.toArray(String[]::new));
    }
    if (spec.realNodes()) {
      var networks =
          machine.run(
              "docker",
              "network",
              "ls",
              "-q",
              "--filter",
              "label=io.coxswain.cluster-uid=" + spec.uid());
      networks.output().lines().filter(id -> id.matches("[0-9a-f]+")).forEach(this::removeNetwork);
      for (var family : List.of("inet", "ip", "ip6")) {
        machine.run("nft", "delete", "table", family, spec.addresses().nftTable());
      }
      removeForwarding(spec.addresses());
      for (var mount :
          machine
              .run("sh", "-c", "grep -o ' " + directory.kubelet() + "[^ ]*' /proc/mounts")
              .output()
              .lines()
              .toList()) {
        if (!mount.isBlank()) {
          machine.run("umount", mount.strip());
        }
      }
    }
    Trees.delete(directory.root());
    progress.say("deleted " + directory.root());
  }

  /** The rules by which kubelets and kube-proxy let pods' traffic through Docker's firewall. */
  private void removeForwarding(AddressPlan plan) throws InterruptedException {
    for (var tool : List.of("iptables", "ip6tables")) {
      var rules = machine.run(tool, "-w", "-S", "DOCKER-USER");
      if (!rules.succeeded()) {
        continue; // Docker makes the chain only where it manages that family
      }
      for (var rule : rules.output().lines().toList()) {
        if (rule.contains(" -o " + plan.bridge() + " ")
            || rule.contains("\"kube-proxy " + plan.nftTable() + "\"")) {
          machine.run("sh", "-c", tool + " -w " + rule.replaceFirst("^-A", "-D"));
        }
      }
    }
  }

  private void removeNetwork(String id) {
    try {
      var result = machine.run("docker", "network", "rm", id);
      if (!result.succeeded()) {
        throw new CoxException("cannot remove the cluster's network: " + result.output());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
