package io.coxswain.controller.endpointslice;

import io.coxswain.api.KubernetesObject;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.core.v1.Service;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointPort;
import io.coxswain.api.meta.v1.ObjectMeta;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import io.coxswain.controller.pod.ServicePorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps a Service's EndpointSlices equal to its pods: one set of slices for each address family and
 * each distinct set of resolved ports. Services without selector and ExternalName Services are left
 * alone.
 */
public final class EndpointSliceReconciler implements Reconciler<EndpointSliceView> {
  public static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  public static final String CONTROLLER = "endpointslice-controller.k8s.io";
  public static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String HEADLESS = "service.kubernetes.io/headless";
  private static final int LONGEST_BASE_NAME = 57;

  @Override
  public Plan reconcile(EndpointSliceView view, Instant now) {
    var spec = view.service().spec();
    if (spec.selector().isEmpty() || "ExternalName".equals(spec.type())) {
      return Plan.settled();
    }
    if (view.service().metadata().deletionTimestamp() != null) {
      return Plan.settled(); // the garbage collector follows the owner reference
    }
    var families = families(view.service());
    var changes = new ArrayList<Change>();
    for (var slice : view.slices()) {
      if (!families.contains(slice.addressType())) {
        changes.add(new Change.Delete(slice));
      }
    }
    for (var family : families) {
      reconcileFamily(view, family, changes);
    }
    return Plan.of(changes);
  }

  private static void reconcileFamily(EndpointSliceView view, String family, List<Change> changes) {
    var wanted = endpointsByPorts(view, family);
    var slices =
        view.slices().stream()
            .filter(slice -> slice.addressType().equals(family))
            .filter(slice -> slice.metadata().deletionTimestamp() == null)
            .toList();
    var existing = new LinkedHashMap<List<EndpointPort>, List<EndpointSlice>>();
    for (var slice : slices) {
      existing.computeIfAbsent(slice.ports(), ports -> new ArrayList<>()).add(slice);
    }
    if (wanted.isEmpty()) {
      keepOnlyPlaceholder(view.service(), family, slices, changes);
      return;
    }
    var labels = labels(view.service());
    for (var entry : wanted.entrySet()) {
      var old = existing.remove(entry.getKey());
      var packed = SlicePacking.pack(entry.getValue(), old == null ? List.of() : old);
      packed.emptied().forEach(slice -> changes.add(new Change.Delete(slice)));
      for (var slice : old == null ? List.<EndpointSlice>of() : old) {
        var endpoints = packed.updated().getOrDefault(slice, slice.endpoints());
        var after = slice.withEndpoints(endpoints).withMetadata(withLabels(slice, labels));
        if (!packed.emptied().contains(slice) && !after.equals(slice)) {
          changes.add(new Change.Update(after));
        }
      }
      for (var endpoints : packed.created()) {
        changes.add(create(view.service(), family, endpoints, entry.getKey()));
      }
    }
    // port sets that no pod has any more
    existing.values().stream()
        .flatMap(List::stream)
        .forEach(slice -> changes.add(new Change.Delete(slice)));
  }

  /** A Service without endpoints keeps one empty slice, so that clients see it is looked after. */
  private static void keepOnlyPlaceholder(
      Service service, String family, List<EndpointSlice> slices, List<Change> changes) {
    EndpointSlice placeholder = null;
    for (var slice : slices) {
      if (placeholder == null && slice.endpoints().isEmpty() && slice.ports().isEmpty()) {
        placeholder = slice;
      } else {
        changes.add(new Change.Delete(slice));
      }
    }
    if (placeholder == null) {
      changes.add(create(service, family, List.of(), List.of()));
      return;
    }
    var labelled = placeholder.withMetadata(withLabels(placeholder, labels(service)));
    if (!labelled.equals(placeholder)) {
      changes.add(new Change.Update(labelled));
    }
  }

  private static Map<List<EndpointPort>, List<Endpoint>> endpointsByPorts(
      EndpointSliceView view, String family) {
    var wanted = new LinkedHashMap<List<EndpointPort>, List<Endpoint>>();
    view.pods().stream()
        .sorted(Comparator.comparing(Pod::name))
        .forEach(
            pod ->
                PodEndpoints.of(pod, view, family)
                    .ifPresent(
                        endpoint ->
                            wanted
                                .computeIfAbsent(
                                    ports(view.service(), pod), ports -> new ArrayList<>())
                                .add(endpoint)));
    return wanted;
  }

  private static List<EndpointPort> ports(Service service, Pod pod) {
    return ServicePorts.of(service, pod).stream()
        .map(
            port -> new EndpointPort(port.appProtocol(), port.name(), port.port(), port.protocol()))
        .toList();
  }

  private static List<String> families(Service service) {
    var families = service.spec().ipFamilies();
    if (!families.isEmpty()) {
      return families;
    }
    var clusterIP = service.spec().clusterIP();
    return List.of(clusterIP != null && clusterIP.contains(":") ? "IPv6" : "IPv4");
  }

  private static Change create(
      Service service, String family, List<Endpoint> endpoints, List<EndpointPort> ports) {
    var base = service.name();
    var metadata =
        ObjectMetaBuilder.builder()
            .generateName(base.substring(0, Math.min(base.length(), LONGEST_BASE_NAME)) + "-")
            .namespace(service.namespace())
            .labels(labels(service))
            .ownerReferences(List.of(ownerOf(service)))
            .build();
    return new Change.Create(new EndpointSlice(metadata, family, endpoints, ports));
  }

  private static OwnerReference ownerOf(KubernetesObject service) {
    return new OwnerReference("v1", "Service", service.name(), service.uid(), true, true);
  }

  /** The Service's own labels, and those by which slices are found. */
  private static Map<String, String> labels(Service service) {
    var labels = new TreeMap<>(service.labels());
    labels.put(SERVICE_NAME, service.name());
    labels.put(MANAGED_BY, CONTROLLER);
    if ("None".equals(service.spec().clusterIP())) {
      labels.put(HEADLESS, "");
    } else {
      labels.remove(HEADLESS);
    }
    return labels;
  }

  private static ObjectMeta withLabels(EndpointSlice slice, Map<String, String> labels) {
    return slice.metadata().withLabels(labels);
  }
}
