package io.coxswain.controller.resourcequota;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.Quantity;
import io.coxswain.api.apps.v1.DaemonSet;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.apps.v1.StatefulSet;
import io.coxswain.api.batch.v1.CronJob;
import io.coxswain.api.batch.v1.Job;
import io.coxswain.api.core.v1.ConfigMap;
import io.coxswain.api.core.v1.PersistentVolumeClaim;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.ReplicationController;
import io.coxswain.api.core.v1.ResourceQuota;
import io.coxswain.api.core.v1.Secret;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.core.v1.ServiceAccount;
import io.coxswain.api.networking.v1.Ingress;
import io.coxswain.api.networking.v1.NetworkPolicy;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.api.quota.Amounts;
import io.coxswain.api.quota.QuotaScopes;
import io.coxswain.api.quota.Usage;
import io.coxswain.client.ObjectKey;
import io.coxswain.client.runtime.Caches;
import io.coxswain.client.runtime.Controller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Quotas by key, with all objects of their namespaces that they can count. */
public final class ResourceQuotaWiring {
  /** Kinds whose objects are counted, by the names quotas give them. */
  private static final Map<String, Class<? extends KubernetesObject>> COUNTED =
      Map.ofEntries(
          Map.entry("pods", Pod.class),
          Map.entry("services", Service.class),
          Map.entry("persistentvolumeclaims", PersistentVolumeClaim.class),
          Map.entry("configmaps", ConfigMap.class),
          Map.entry("secrets", Secret.class),
          Map.entry("serviceaccounts", ServiceAccount.class),
          Map.entry("replicationcontrollers", ReplicationController.class),
          Map.entry("resourcequotas", ResourceQuota.class),
          Map.entry("deployments.apps", Deployment.class),
          Map.entry("replicasets.apps", ReplicaSet.class),
          Map.entry("statefulsets.apps", StatefulSet.class),
          Map.entry("daemonsets.apps", DaemonSet.class),
          Map.entry("jobs.batch", Job.class),
          Map.entry("cronjobs.batch", CronJob.class),
          Map.entry("ingresses.networking.k8s.io", Ingress.class),
          Map.entry("networkpolicies.networking.k8s.io", NetworkPolicy.class),
          Map.entry("poddisruptionbudgets.policy", PodDisruptionBudget.class));

  private final InstantSource clock;

  /** Which version of a quota was seen, and since when. */
  private record Seen(String version, Instant since) {}

  private final Map<ObjectKey, Seen> seen = new ConcurrentHashMap<>();

  private ResourceQuotaWiring(InstantSource clock) {
    this.clock = clock;
  }

  public static Controller<?> controller(InstantSource clock) {
    var wiring = new ResourceQuotaWiring(clock);
    var named = Controller.named("resourcequota-controller").of(ResourceQuota.class);
    for (var kind : COUNTED.values()) {
      if (kind != ResourceQuota.class) {
        named = named.watches(kind, ResourceQuotaWiring::quotasOf);
      }
    }
    return named
        .view(
            (key, caches, outcomes) ->
                caches.of(ResourceQuota.class).get(key).map(quota -> wiring.view(quota, caches)))
        .reconciledBy(new ResourceQuotaReconciler());
  }

  private static List<ObjectKey> quotasOf(KubernetesObject object, Caches caches) {
    return caches.of(ResourceQuota.class).list(object.namespace()).stream()
        .map(ObjectKey::of)
        .toList();
  }

  private ResourceQuotaView view(ResourceQuota quota, Caches caches) {
    var now = clock.instant();
    var version = String.valueOf(quota.metadata().resourceVersion());
    var since =
        seen.compute(
                ObjectKey.of(quota),
                (key, before) ->
                    before != null && before.version.equals(version)
                        ? before
                        : new Seen(version, now))
            .since;
    return new ResourceQuotaView(quota, used(quota, caches), Duration.between(since, now));
  }

  private static Map<String, Quantity> used(ResourceQuota quota, Caches caches) {
    var hard = quota.spec().hard();
    var spec = Json.tree((Object) quota.spec());
    Map<String, Quantity> used = new TreeMap<>();
    // what this controller can't count stays as the API server counts it
    hard.keySet()
        .forEach(
            name ->
                used.put(
                    name,
                    isCounted(name)
                        ? Quantity.ZERO
                        : quota.status().used().getOrDefault(name, Quantity.ZERO)));
    Map<String, Quantity> sum = used;
    for (var kind : COUNTED.entrySet()) {
      if (hard.keySet().stream().noneMatch(name -> concerns(name, kind.getKey()))) {
        continue;
      }
      for (var object : caches.of(kind.getValue()).list(quota.namespace())) {
        var tree = Json.tree((Object) object);
        if (QuotaScopes.match(spec, kind.getKey(), tree)) {
          sum = Amounts.plus(sum, Amounts.only(Usage.of(kind.getKey(), tree), hard.keySet()));
        }
      }
    }
    return sum;
  }

  private static boolean isCounted(String name) {
    return !name.startsWith("count/") || COUNTED.containsKey(name.substring("count/".length()));
  }

  /** Whether a resource of a quota is used by objects of a kind; cheap, and true when in doubt. */
  private static boolean concerns(String name, String resource) {
    if (name.startsWith("count/")) {
      return name.equals("count/" + resource);
    }
    return switch (resource) {
      case "pods", "services", "persistentvolumeclaims" -> true;
      default -> name.equals(resource);
    };
  }
}
