package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.strategy.CronJobStrategy;
import io.coxswain.apiserver.registry.strategy.DataStrategy;
import io.coxswain.apiserver.registry.strategy.JobStrategy;
import io.coxswain.apiserver.registry.strategy.NamespaceStrategy;
import io.coxswain.apiserver.registry.strategy.NodeStrategy;
import io.coxswain.apiserver.registry.strategy.PlainStrategy;
import io.coxswain.apiserver.registry.strategy.PodStrategy;
import io.coxswain.apiserver.registry.strategy.RoleStrategy;
import io.coxswain.apiserver.registry.strategy.ServiceStrategy;
import io.coxswain.apiserver.registry.strategy.Strategy;
import io.coxswain.apiserver.registry.strategy.VolumeStrategy;
import io.coxswain.apiserver.registry.strategy.WorkloadStrategy;
import io.coxswain.apiserver.registry.strategy.WorkloadStrategy.Workload;
import java.util.Map;

/** The built-in kinds' strategies. A kind that is not here follows the generic path. */
final class BuiltInStrategies {
  static final Map<String, Strategy> ALL =
      Map.ofEntries(
          Map.entry("pods", new PodStrategy()),
          Map.entry("namespaces", new NamespaceStrategy()),
          Map.entry("nodes", new NodeStrategy()),
          Map.entry("services", new ServiceStrategy()),
          Map.entry("configmaps", DataStrategy.configMaps()),
          Map.entry("secrets", DataStrategy.secrets()),
          Map.entry("persistentvolumeclaims", VolumeStrategy.claims()),
          Map.entry("persistentvolumes", VolumeStrategy.volumes()),
          Map.entry("deployments.apps", new WorkloadStrategy(Workload.DEPLOYMENT)),
          Map.entry("replicasets.apps", new WorkloadStrategy(Workload.REPLICA_SET)),
          Map.entry("statefulsets.apps", new WorkloadStrategy(Workload.STATEFUL_SET)),
          Map.entry("daemonsets.apps", new WorkloadStrategy(Workload.DAEMON_SET)),
          Map.entry("jobs.batch", new JobStrategy()),
          Map.entry("cronjobs.batch", new CronJobStrategy()),
          Map.entry("serviceaccounts", PlainStrategy.USUAL.returningDeleted()),
          Map.entry("endpoints", PlainStrategy.USUAL.creatingOnUpdate()),
          Map.entry("events", PlainStrategy.USUAL.creatingOnUpdate()),
          Map.entry("roles.rbac.authorization.k8s.io", RoleStrategy.ROLES),
          Map.entry("clusterroles.rbac.authorization.k8s.io", RoleStrategy.CLUSTER_ROLES),
          Map.entry("rolebindings.rbac.authorization.k8s.io", RoleStrategy.BINDINGS),
          Map.entry("clusterrolebindings.rbac.authorization.k8s.io", RoleStrategy.CLUSTER_BINDINGS),
          Map.entry("endpointslices.discovery.k8s.io", PlainStrategy.USUAL.countingGenerations()),
          Map.entry(
              "leases.coordination.k8s.io",
              PlainStrategy.USUAL.creatingOnUpdate().needingVersion()));

  private BuiltInStrategies() {}
}
