package io.coxswain.dns;

import io.coxswain.api.core.v1.Namespace;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.client.Informer;
import io.coxswain.client.InformerOptions;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.Timers;
import io.coxswain.dns.zone.Addresses;
import io.coxswain.dns.zone.Directory;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The zone's content, looked up in informers' indexes. */
final class InformerDirectory implements Directory, AutoCloseable {
  private static final String BY_SERVICE = "service";
  private static final String BY_ADDRESS = "address";

  private final Informer<Namespace> namespaces;
  private final Informer<Service> services;
  private final Informer<EndpointSlice> slices;
  private final @Nullable Informer<Pod> pods;

  /** {@code withPods}: pods are watched only where their names must be verified. */
  InformerDirectory(KubernetesClient client, Timers timers, boolean withPods) {
    namespaces = Informer.start(client.resources(Namespace.class), InformerOptions.all(), timers);
    services =
        Informer.start(
            client.resources(Service.class),
            InformerOptions.<Service>all()
                .withIndex(
                    BY_ADDRESS,
                    s -> s.spec().clusterIPs().stream().map(Addresses::canonical).toList()),
            timers);
    slices =
        Informer.start(
            client.resources(EndpointSlice.class),
            InformerOptions.<EndpointSlice>all()
                .withIndex(
                    BY_SERVICE,
                    s ->
                        List.of(s.namespace() + "/" + s.labels().get("kubernetes.io/service-name")))
                .withIndex(
                    BY_ADDRESS,
                    s ->
                        s.endpoints().stream()
                            .flatMap(e -> e.addresses().stream())
                            .map(Addresses::canonical)
                            .distinct()
                            .toList()),
            timers);
    pods =
        withPods
            ? Informer.start(
                client.resources(Pod.class),
                InformerOptions.<Pod>all()
                    .withIndex(
                        BY_ADDRESS,
                        p ->
                            p.status().podIPs().stream()
                                .flatMap(ip -> Optional.ofNullable(ip.ip()).stream())
                                .map(ip -> p.namespace() + "/" + Addresses.canonical(ip))
                                .toList()),
                timers)
            : null;
  }

  boolean hasSynced() {
    return namespaces.hasSynced()
        && services.hasSynced()
        && slices.hasSynced()
        && (pods == null || pods.hasSynced());
  }

  @Override
  public boolean hasNamespace(String name) {
    return namespaces.get("", name).isPresent();
  }

  @Override
  public Optional<Service> service(String namespace, String name) {
    return services.get(namespace, name);
  }

  @Override
  public List<EndpointSlice> slices(String namespace, String service) {
    return slices.byIndex(BY_SERVICE, namespace + "/" + service);
  }

  @Override
  public List<Service> servicesAt(String clusterIP) {
    return services.byIndex(BY_ADDRESS, clusterIP);
  }

  @Override
  public List<EndpointSlice> slicesAt(String address) {
    return slices.byIndex(BY_ADDRESS, address);
  }

  @Override
  public boolean hasPod(String namespace, String address) {
    return pods != null && !pods.byIndex(BY_ADDRESS, namespace + "/" + address).isEmpty();
  }

  @Override
  public void close() {
    namespaces.close();
    services.close();
    slices.close();
    if (pods != null) {
      pods.close();
    }
  }
}
