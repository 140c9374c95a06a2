package io.coxswain.apiserver.server;

import io.coxswain.api.meta.v1.Condition;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.api.networking.v1.ServiceCIDR;
import io.coxswain.api.networking.v1.ServiceCIDR.ServiceCIDRSpec;
import io.coxswain.api.networking.v1.ServiceCIDR.ServiceCIDRStatus;
import io.coxswain.api.networking.v1.ServiceCIDRBuilder;
import io.coxswain.api.scheduling.v1.PriorityClass;
import io.coxswain.api.scheduling.v1.PriorityClassBuilder;
import io.coxswain.apiserver.registry.validation.ClassValidation;
import java.util.List;
import java.util.Map;

/** Objects that describe the system itself: its priority classes and its range of addresses. */
final class SystemObjects {
  private static final String RANGE = "kubernetes";
  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          "system-cluster-critical",
          "Used for system critical pods that must run in the cluster, but can be moved to another"
              + " node if necessary.",
          "system-node-critical",
          "Used for system critical pods that must not be moved from their current node.");

  private final OwnClient client;
  private final List<String> serviceRanges;

  SystemObjects(OwnClient client, List<String> serviceRanges) {
    this.client = client;
    this.serviceRanges = List.copyOf(serviceRanges);
  }

  /** Creates what is missing. */
  void reconcile() {
    ClassValidation.SYSTEM.forEach(this::priorityClass);
    serviceRange();
  }

  private void priorityClass(String name, int value) {
    if (client.get(PriorityClass.class, "", name) != null) {
      return;
    }
    client.write(
        PriorityClassBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().name(name).build())
            .value(value)
            .description(DESCRIPTIONS.get(name))
            .build(),
        false);
  }

  private void serviceRange() {
    var found = client.get(ServiceCIDR.class, "", RANGE);
    if (found == null) {
      client.write(
          ServiceCIDRBuilder.builder()
              .metadata(ObjectMetaBuilder.builder().name(RANGE).build())
              .spec(new ServiceCIDRSpec(serviceRanges))
              .build(),
          false);
      found = client.get(ServiceCIDR.class, "", RANGE);
    }
    if (found != null && found.status().conditions().isEmpty()) {
      var created = found.metadata().creationTimestamp();
      var ready =
          new Condition(
              "Ready",
              "True",
              null,
              created == null ? java.time.Instant.EPOCH : created,
              "",
              "Kubernetes default Service CIDR is ready");
      client.writeStatus(found.withStatus(new ServiceCIDRStatus(List.of(ready))));
    }
  }
}
