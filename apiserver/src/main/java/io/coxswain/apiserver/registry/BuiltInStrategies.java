package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.strategy.AdmissionStrategy;
import io.coxswain.apiserver.registry.strategy.AdmissionStrategy.Registration;
import io.coxswain.apiserver.registry.strategy.ApiServiceStrategy;
import io.coxswain.apiserver.registry.strategy.AutoscalerStrategy;
import io.coxswain.apiserver.registry.strategy.CronJobStrategy;
import io.coxswain.apiserver.registry.strategy.DataStrategy;
import io.coxswain.apiserver.registry.strategy.DefinitionStrategy;
import io.coxswain.apiserver.registry.strategy.DisruptionBudgetStrategy;
import io.coxswain.apiserver.registry.strategy.EndpointSliceStrategy;
import io.coxswain.apiserver.registry.strategy.EventStrategy;
import io.coxswain.apiserver.registry.strategy.FlowControlStrategy;
import io.coxswain.apiserver.registry.strategy.FlowControlStrategy.Part;
import io.coxswain.apiserver.registry.strategy.IngressClassStrategy;
import io.coxswain.apiserver.registry.strategy.IngressStrategy;
import io.coxswain.apiserver.registry.strategy.IpAddressStrategy;
import io.coxswain.apiserver.registry.strategy.JobStrategy;
import io.coxswain.apiserver.registry.strategy.LimitRangeStrategy;
import io.coxswain.apiserver.registry.strategy.NamespaceStrategy;
import io.coxswain.apiserver.registry.strategy.NetworkPolicyStrategy;
import io.coxswain.apiserver.registry.strategy.NodeStrategy;
import io.coxswain.apiserver.registry.strategy.PlainStrategy;
import io.coxswain.apiserver.registry.strategy.PodStrategy;
import io.coxswain.apiserver.registry.strategy.PodTemplateStrategy;
import io.coxswain.apiserver.registry.strategy.PriorityClassStrategy;
import io.coxswain.apiserver.registry.strategy.ReplicationControllerStrategy;
import io.coxswain.apiserver.registry.strategy.ResourceQuotaStrategy;
import io.coxswain.apiserver.registry.strategy.ResourceStrategy;
import io.coxswain.apiserver.registry.strategy.ResourceStrategy.Resource;
import io.coxswain.apiserver.registry.strategy.RoleStrategy;
import io.coxswain.apiserver.registry.strategy.RuntimeClassStrategy;
import io.coxswain.apiserver.registry.strategy.ServiceCidrStrategy;
import io.coxswain.apiserver.registry.strategy.ServiceStrategy;
import io.coxswain.apiserver.registry.strategy.SigningRequestStrategy;
import io.coxswain.apiserver.registry.strategy.StorageStrategy;
import io.coxswain.apiserver.registry.strategy.StorageStrategy.Storage;
import io.coxswain.apiserver.registry.strategy.Strategy;
import io.coxswain.apiserver.registry.strategy.VolumeStrategy;
import io.coxswain.apiserver.registry.strategy.WorkloadStrategy;
import io.coxswain.apiserver.registry.strategy.WorkloadStrategy.Workload;
import io.coxswain.apiserver.registry.validation.ClassValidation;
import io.coxswain.apiserver.registry.validation.EndpointValidation;
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
          Map.entry("customresourcedefinitions.apiextensions.k8s.io", new DefinitionStrategy()),
          Map.entry("jobs.batch", new JobStrategy()),
          Map.entry("cronjobs.batch", new CronJobStrategy()),
          Map.entry(
              "mutatingwebhookconfigurations.admissionregistration.k8s.io",
              new AdmissionStrategy(Registration.WEBHOOKS)),
          Map.entry(
              "validatingwebhookconfigurations.admissionregistration.k8s.io",
              new AdmissionStrategy(Registration.WEBHOOKS)),
          Map.entry(
              "validatingadmissionpolicies.admissionregistration.k8s.io",
              new AdmissionStrategy(Registration.POLICY)),
          Map.entry(
              "validatingadmissionpolicybindings.admissionregistration.k8s.io",
              new AdmissionStrategy(Registration.BINDING)),
          Map.entry("apiservices.apiregistration.k8s.io", new ApiServiceStrategy()),
          Map.entry("deviceclasses.resource.k8s.io", new ResourceStrategy(Resource.CLASS)),
          Map.entry("resourceclaims.resource.k8s.io", new ResourceStrategy(Resource.CLAIM)),
          Map.entry(
              "resourceclaimtemplates.resource.k8s.io", new ResourceStrategy(Resource.TEMPLATE)),
          Map.entry("resourceslices.resource.k8s.io", new ResourceStrategy(Resource.SLICE)),
          Map.entry("storageclasses.storage.k8s.io", new StorageStrategy(Storage.CLASS)),
          Map.entry(
              "volumeattributesclasses.storage.k8s.io",
              new StorageStrategy(Storage.ATTRIBUTES_CLASS)),
          Map.entry("csidrivers.storage.k8s.io", new StorageStrategy(Storage.DRIVER)),
          Map.entry("csinodes.storage.k8s.io", new StorageStrategy(Storage.NODE)),
          Map.entry("csistoragecapacities.storage.k8s.io", new StorageStrategy(Storage.CAPACITY)),
          Map.entry("volumeattachments.storage.k8s.io", new StorageStrategy(Storage.ATTACHMENT)),
          Map.entry("serviceaccounts", PlainStrategy.USUAL.returningDeleted()),
          Map.entry(
              "endpoints",
              PlainStrategy.USUAL.creatingOnUpdate().checkedBy(EndpointValidation::endpoints)),
          Map.entry("events", EventStrategy.CORE),
          Map.entry("events.events.k8s.io", EventStrategy.NEWER),
          Map.entry("roles.rbac.authorization.k8s.io", RoleStrategy.ROLES),
          Map.entry("clusterroles.rbac.authorization.k8s.io", RoleStrategy.CLUSTER_ROLES),
          Map.entry("rolebindings.rbac.authorization.k8s.io", RoleStrategy.BINDINGS),
          Map.entry("clusterrolebindings.rbac.authorization.k8s.io", RoleStrategy.CLUSTER_BINDINGS),
          Map.entry("endpointslices.discovery.k8s.io", new EndpointSliceStrategy()),
          Map.entry(
              "leases.coordination.k8s.io",
              PlainStrategy.USUAL
                  .creatingOnUpdate()
                  .needingVersion()
                  .checkedBy(ClassValidation::lease)),
          Map.entry("certificatesigningrequests.certificates.k8s.io", new SigningRequestStrategy()),
          Map.entry("horizontalpodautoscalers.autoscaling", AutoscalerStrategy.V2),
          Map.entry("horizontalpodautoscalers.autoscaling/v1", AutoscalerStrategy.V1),
          Map.entry(
              "flowschemas.flowcontrol.apiserver.k8s.io", new FlowControlStrategy(Part.SCHEMA)),
          Map.entry(
              "prioritylevelconfigurations.flowcontrol.apiserver.k8s.io",
              new FlowControlStrategy(Part.LEVEL)),
          Map.entry("ingressclasses.networking.k8s.io", new IngressClassStrategy()),
          Map.entry("ingresses.networking.k8s.io", new IngressStrategy()),
          Map.entry("ipaddresses.networking.k8s.io", new IpAddressStrategy()),
          Map.entry("limitranges", new LimitRangeStrategy()),
          Map.entry("networkpolicies.networking.k8s.io", new NetworkPolicyStrategy()),
          Map.entry("poddisruptionbudgets.policy", new DisruptionBudgetStrategy()),
          Map.entry("podtemplates", new PodTemplateStrategy()),
          Map.entry("priorityclasses.scheduling.k8s.io", new PriorityClassStrategy()),
          Map.entry("replicationcontrollers", new ReplicationControllerStrategy()),
          Map.entry("resourcequotas", new ResourceQuotaStrategy()),
          Map.entry("runtimeclasses.node.k8s.io", new RuntimeClassStrategy()),
          Map.entry("servicecidrs.networking.k8s.io", new ServiceCidrStrategy()));

  private BuiltInStrategies() {}
}
