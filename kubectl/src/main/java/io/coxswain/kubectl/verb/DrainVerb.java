package io.coxswain.kubectl.verb;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.command.DryRun;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.GoDuration;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Cordons nodes and evicts their pods. */
public final class DrainVerb extends Verb {
  @Mixin DryRun dryRun = new DryRun();

  @Option(names = "--ignore-daemonsets", description = "Leave pods of DaemonSets where they are.")
  boolean ignoreDaemonSets;

  @Option(names = "--delete-emptydir-data", description = "Evict pods with emptyDir volumes too.")
  boolean deleteEmptyDirData;

  @Option(names = "--force", description = "Evict pods that no controller will replace.")
  boolean force;

  @Option(names = "--grace-period", description = "Seconds pods have to end; -1: as they say.")
  int gracePeriod = -1;

  @Option(names = "--timeout", description = "How long to wait; 0 for ever.")
  String timeout = "0s";

  @Option(names = "--disable-eviction", description = "Delete, regardless of disruption budgets.")
  boolean disableEviction;

  @Option(names = "--pod-selector", description = "Evict pods with these labels only.")
  String podSelector = "";

  @Option(
      names = {"-l", "--selector"},
      description = "Nodes with these labels.")
  String selector = "";

  @Option(names = "--chunk-size", description = "Accepted; lists are read in pages of 500.")
  long chunkSize = 500;

  @Option(
      names = "--skip-wait-for-delete-timeout",
      description = "Do not wait for pods that were deleted more seconds ago; 0 waits for all.")
  int skipWait;

  @Parameters List<String> nodes = new ArrayList<>();

  @Override
  public int run(Session session) {
    var failures = new Failures();
    var targets = CordonVerb.nodes(session, failures, words, nodes, selector);
    for (var node : targets) {
      session.out().println(CordonVerb.cordon(session, node, true, dryRun));
    }
    for (var node : targets) {
      failures.attempt(() -> drain(session, node));
    }
    failures.raise();
    return 0;
  }

  private void drain(Session session, Located node) {
    var pods = session.resources().named("pods");
    var query =
        Query.of()
            .with("fieldSelector", "spec.nodeName=" + node.name())
            .with("labelSelector", podSelector);
    var list = session.api().get(pods.collection(null) + query);
    var evicted = new ArrayList<Located>();
    Map<String, List<String>> warnings = new LinkedHashMap<>();
    Map<String, List<String>> refusals = new LinkedHashMap<>();
    for (var pod : Trees.items(list, "items")) {
      if (judge(session, pod, warnings, refusals)) {
        evicted.add(new Located(pods, Trees.namespace(pod), pod, null));
      }
    }
    if (!refusals.isEmpty()) {
      throw refused(node, refusals);
    }
    if (!warnings.isEmpty()) {
      session.err().println("Warning: " + joined(warnings, "; "));
    }
    var waiting = waiting(session);
    for (var pod : evicted) {
      session.out().println("evicting pod " + pod.namespace() + "/" + pod.name() + dryRun.suffix());
      if (!dryRun.client()) {
        evict(session, pod, waiting);
      }
    }
    if (dryRun.client() || dryRun.query() != null) {
      session.out().println(node.printedName() + " drained" + dryRun.suffix());
      return;
    }
    for (var pod : evicted) {
      if (endsSinceLong(session, pod)) {
        continue;
      }
      var uid = text(pod.object(), "metadata", "uid");
      var gone =
          waiting.until(
              pod, object -> object == null || !text(object, "metadata", "uid").equals(uid));
      if (!gone) {
        throw KubectlException.error(
            "unable to drain node \"%s\" due to error: error when waiting for pod \"%s\" in namespace \"%s\" to terminate: global timeout reached: %s"
                .formatted(node.name(), pod.name(), pod.namespace(), timeout));
      }
      session.out().println("pod/" + pod.name() + (disableEviction ? " deleted" : " evicted"));
    }
    session.out().println(node.printedName() + " drained");
  }

  private boolean endsSinceLong(Session session, Located pod) {
    var since = text(pod.object(), "metadata", "deletionTimestamp");
    return skipWait > 0
        && !since.isEmpty()
        && Instant.parse(since).plusSeconds(skipWait).isBefore(session.now());
  }

  private Waiting waiting(Session session) {
    var duration = GoDuration.parse(timeout);
    return new Waiting(session, duration.isZero() ? Duration.ofDays(7) : duration);
  }

  /** Shall the pod go? Notes why not, or what is lost. */
  private boolean judge(
      Session session,
      JsonNode pod,
      Map<String, List<String>> warnings,
      Map<String, List<String>> refusals) {
    var name = Trees.namespace(pod) + "/" + Trees.name(pod);
    if (Trees.has(pod, "metadata", "annotations", "kubernetes.io/config.mirror")) {
      return false;
    }
    var finished = Set.of("Succeeded", "Failed").contains(text(pod, "status", "phase"));
    var controller = controller(pod);
    if (controller.equals("DaemonSet") && !finished) {
      if (ignoreDaemonSets) {
        note(warnings, "ignoring DaemonSet-managed Pods", name);
      } else {
        note(
            refusals,
            "cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)",
            name);
      }
      return false;
    }
    var kept = false;
    var emptyDir =
        Trees.items(pod, "spec", "volumes").stream().anyMatch(volume -> volume.has("emptyDir"));
    if (emptyDir && !finished && !deleteEmptyDirData) {
      note(
          refusals,
          "cannot delete Pods with local storage (use --delete-emptydir-data to override)",
          name);
      kept = true;
    }
    if (controller.isEmpty() && !finished) {
      if (force) {
        note(warnings, "deleting Pods that declare no controller", name);
      } else {
        note(
            refusals,
            "cannot delete cannot delete Pods that declare no controller (use --force to override)",
            name);
        kept = true;
      }
    }
    return !kept;
  }

  private static String controller(JsonNode pod) {
    for (var owner : Trees.items(pod, "metadata", "ownerReferences")) {
      if (Trees.flag(owner, "controller")) {
        return text(owner, "kind");
      }
    }
    return "";
  }

  private static void note(Map<String, List<String>> notes, String reason, String pod) {
    notes.computeIfAbsent(reason, key -> new ArrayList<>()).add(pod);
  }

  private static String joined(Map<String, List<String>> notes, String separator) {
    var parts = new ArrayList<String>();
    notes.forEach((reason, pods) -> parts.add(reason + ": " + String.join(", ", pods)));
    return String.join(separator, parts);
  }

  private static KubectlException refused(Located node, Map<String, List<String>> refusals) {
    var reasons = joined(refusals, ", ");
    return KubectlException.error(
        "unable to drain node \"%s\" due to error: %s, continuing command...\nThere are pending nodes to be drained:\n %s\n%s"
            .formatted(
                node.name(),
                refusals.size() > 1 ? "[" + reasons + "]" : reasons,
                node.name(),
                joined(refusals, "\n")));
  }

  private void evict(Session session, Located pod, Waiting waiting) {
    var options = Trees.object();
    if (gracePeriod >= 0) {
      options.put("gracePeriodSeconds", gracePeriod);
    }
    if (disableEviction) {
      session.api().delete(pod.path(), options);
      return;
    }
    var eviction = Trees.object();
    eviction.put("apiVersion", "policy/v1");
    eviction.put("kind", "Eviction");
    var metadata = Trees.ensure(eviction, "metadata");
    metadata.put("name", pod.name());
    metadata.put("namespace", String.valueOf(pod.namespace()));
    if (!options.isEmpty()) {
      eviction.set("deleteOptions", options);
    }
    while (true) {
      try {
        session.api().post(pod.path() + "/eviction", eviction);
        return;
      } catch (ApiError e) {
        if (e.code() != 429) {
          if (e.isNotFound()) {
            return;
          }
          throw e;
        }
        session
            .err()
            .printf(
                "error when evicting pods/\"%s\" -n \"%s\" (will retry after 5s): %s%n",
                pod.name(), pod.namespace(), e.serverMessage());
        if (!waiting.pause(Duration.ofSeconds(5))) {
          throw KubectlException.error("unable to drain node: global timeout reached: " + timeout);
        }
      }
    }
  }
}
