package io.coxswain.controller;

import io.coxswain.api.certificates.v1.CertificateSigningRequest;
import io.coxswain.api.core.v1.Namespace;
import io.coxswain.client.EventRecorder;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import io.coxswain.controller.certificates.CertificateApprover;
import io.coxswain.controller.certificates.CertificatesWiring;
import io.coxswain.controller.clusterroleaggregation.ClusterRoleAggregationWiring;
import io.coxswain.controller.cronjob.CronJobWiring;
import io.coxswain.controller.daemon.DaemonSetWiring;
import io.coxswain.controller.deployment.DeploymentWiring;
import io.coxswain.controller.disruption.DisruptionWiring;
import io.coxswain.controller.endpoints.EndpointsWiring;
import io.coxswain.controller.endpointslice.EndpointSliceWiring;
import io.coxswain.controller.endpointslicemirroring.MirroringWiring;
import io.coxswain.controller.garbage.GarbageCollector;
import io.coxswain.controller.job.JobWiring;
import io.coxswain.controller.namespace.NamespaceController;
import io.coxswain.controller.nodeipam.NodeIpamWiring;
import io.coxswain.controller.nodelifecycle.NodeLifecycleWiring;
import io.coxswain.controller.podgc.PodGarbageWiring;
import io.coxswain.controller.replicaset.ReplicaSetWiring;
import io.coxswain.controller.replicaset.ReplicationControllerWiring;
import io.coxswain.controller.resourcequota.ResourceQuotaWiring;
import io.coxswain.controller.rootca.RootCaWiring;
import io.coxswain.controller.serviceaccount.DefaultServiceAccountWiring;
import io.coxswain.controller.servicecidrs.ServiceCidrWiring;
import io.coxswain.controller.statefulset.StatefulSetWiring;
import io.coxswain.controller.tainteviction.TaintEvictionWiring;
import io.coxswain.controller.ttlafterfinished.TtlAfterFinishedWiring;
import io.coxswain.controller.volumeprotection.AttributesClassProtectionWiring;
import io.coxswain.controller.volumeprotection.ClaimProtectionWiring;
import io.coxswain.controller.volumeprotection.VolumeProtectionWiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** All controllers under upstream's names. Adding one is adding a line here. */
final class Controllers {
  /** Makes a wired controller, or none where its options are not given. */
  private interface Maker
      extends BiFunction<ControllerManagerOptions, Timers, List<Controller<?>>> {}

  /** Starts a controller that works on kinds it discovers, outside the runtime's queues. */
  private interface Starter {
    AutoCloseable start(
        KubernetesClient client, Caches caches, EventRecorder events, Timers timers);
  }

  private static final Map<String, Maker> WIRED = wiredMakers();
  private static final Map<String, Starter> OTHERS = otherStarters();

  private Controllers() {}

  private static Map<String, Maker> wiredMakers() {
    var all = new LinkedHashMap<String, Maker>();
    all.put("replicaset-controller", (o, t) -> List.of(ReplicaSetWiring.controller()));
    all.put("deployment-controller", (o, t) -> List.of(DeploymentWiring.controller()));
    all.put("statefulset-controller", (o, t) -> List.of(StatefulSetWiring.controller()));
    all.put("daemonset-controller", (o, t) -> List.of(DaemonSetWiring.controller()));
    all.put("job-controller", (o, t) -> List.of(JobWiring.controller()));
    all.put("endpoints-controller", (o, t) -> List.of(EndpointsWiring.controller()));
    all.put("endpointslice-controller", (o, t) -> List.of(EndpointSliceWiring.controller()));
    all.put("endpointslice-mirroring-controller", (o, t) -> List.of(MirroringWiring.controller()));
    all.put(
        "serviceaccount-controller", (o, t) -> List.of(DefaultServiceAccountWiring.controller()));
    all.put(
        "clusterrole-aggregation-controller",
        (o, t) -> List.of(ClusterRoleAggregationWiring.controller()));
    all.put(
        "root-ca-certificate-publisher-controller",
        (o, t) ->
            o.rootCertificate()
                .<List<Controller<?>>>map(ca -> List.of(RootCaWiring.controller(ca)))
                .orElse(List.of()));
    all.put(
        "pod-garbage-collector-controller",
        (o, t) -> List.of(PodGarbageWiring.controller(o.terminatedPodThreshold(), t)));
    all.put(
        "node-lifecycle-controller",
        (o, t) -> List.of(NodeLifecycleWiring.controller(o.nodeMonitorGracePeriod(), t)));
    all.put("taint-eviction-controller", (o, t) -> List.of(TaintEvictionWiring.controller(t)));
    all.put(
        "node-ipam-controller",
        (o, t) ->
            o.nodeRanges().isEmpty()
                ? List.of()
                : List.of(NodeIpamWiring.controller(o.nodeRanges())));
    all.put("cronjob-controller", (o, t) -> List.of(CronJobWiring.controller()));
    all.put("disruption-controller", (o, t) -> List.of(DisruptionWiring.controller()));
    all.put(
        "replicationcontroller-controller",
        (o, t) -> List.of(ReplicationControllerWiring.controller()));
    all.put("resourcequota-controller", (o, t) -> List.of(ResourceQuotaWiring.controller(t)));
    all.put(
        "ttl-after-finished-controller", (o, t) -> List.of(TtlAfterFinishedWiring.controller()));
    all.put(
        "certificatesigningrequest-signing-controller",
        (o, t) ->
            o.signing()
                .<List<Controller<?>>>map(ca -> List.of(CertificatesWiring.signing(ca)))
                .orElse(List.of()));
    all.put(
        "persistentvolumeclaim-protection-controller",
        (o, t) -> List.of(ClaimProtectionWiring.controller()));
    all.put(
        "persistentvolume-protection-controller",
        (o, t) -> List.of(VolumeProtectionWiring.controller()));
    all.put(
        "volumeattributesclass-protection-controller",
        (o, t) -> List.of(AttributesClassProtectionWiring.controller()));
    all.put("service-cidr-controller", (o, t) -> List.of(ServiceCidrWiring.controller()));
    all.put(
        "certificatesigningrequest-cleaner-controller",
        (o, t) -> List.of(CertificatesWiring.cleaner()));
    return all;
  }

  private static Map<String, Starter> otherStarters() {
    var all = new LinkedHashMap<String, Starter>();
    all.put(
        "namespace-controller",
        (client, caches, events, timers) ->
            NamespaceController.start(client, caches.of(Namespace.class), timers));
    all.put(
        "garbage-collector-controller",
        (client, caches, events, timers) -> GarbageCollector.start(client, events, timers));
    all.put(
        "certificatesigningrequest-approving-controller",
        (client, caches, events, timers) ->
            CertificateApprover.start(client, caches.of(CertificateSigningRequest.class), timers));
    return all;
  }

  /**
   * Refuses names in {@code --controllers} that no controller has.
   *
   * @throws IllegalArgumentException naming the first such name
   */
  static void checkNames(List<String> names) {
    for (var name : names) {
      var plain = name.startsWith("-") ? name.substring(1) : name;
      if (!plain.equals("*") && !WIRED.containsKey(plain) && !OTHERS.containsKey(plain)) {
        throw new IllegalArgumentException(
            "\"" + plain + "\" is not in the list of known controllers");
      }
    }
  }

  static Set<String> names() {
    var names = new TreeSet<>(WIRED.keySet());
    names.addAll(OTHERS.keySet());
    return names;
  }

  static List<Controller<?>> wired(ControllerManagerOptions options, Timers timers) {
    var chosen = new ArrayList<Controller<?>>();
    WIRED.forEach(
        (name, maker) -> {
          if (options.runs(name)) {
            chosen.addAll(maker.apply(options, timers));
          }
        });
    return chosen;
  }

  static List<AutoCloseable> startOthers(
      ControllerManagerOptions options,
      KubernetesClient client,
      Caches caches,
      EventRecorder events,
      Timers timers) {
    var started = new ArrayList<AutoCloseable>();
    OTHERS.forEach(
        (name, starter) -> {
          if (options.runs(name)) {
            started.add(starter.start(client, caches, events, timers));
          }
        });
    return started;
  }
}
