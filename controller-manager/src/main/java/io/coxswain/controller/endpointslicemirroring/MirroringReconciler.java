package io.coxswain.controller.endpointslicemirroring;

import io.coxswain.api.core.v1.Endpoints;
import io.coxswain.api.core.v1.Endpoints.EndpointAddress;
import io.coxswain.api.core.v1.Endpoints.EndpointSubset;
import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointConditions;
import io.coxswain.api.discovery.v1.EndpointSlice.EndpointPort;
import io.coxswain.api.meta.v1.ObjectMeta.OwnerReference;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.client.runtime.Change;
import io.coxswain.client.runtime.Plan;
import io.coxswain.client.runtime.Reconciler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one slice for each subset of the Endpoints and each family of addresses in it. Endpoints of
 * a Service with a selector, those of no Service, those that say so themselves and the old locks of
 * leader election have no mirror image.
 */
public final class MirroringReconciler implements Reconciler<MirroringView> {
  static final String CONTROLLER = "endpointslicemirroring-controller.k8s.io";
  private static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final String SKIP = "endpointslice.kubernetes.io/skip-mirror";
  private static final String LEADER = "control-plane.alpha.kubernetes.io/leader";
  private static final List<String> LEFT_OUT =
      List.of(
          "endpoints.kubernetes.io/last-change-trigger-time",
          "kubectl.kubernetes.io/last-applied-configuration");
  private static final int LONGEST_BASE_NAME = 57;
  private static final int MAX_ADDRESSES = 1000;

  /** What slices of one set of ports hold. */
  private record Group(String family, List<EndpointPort> ports) {}

  static boolean isOurs(EndpointSlice slice) {
    return CONTROLLER.equals(slice.labels().get(MANAGED_BY));
  }

  static String nameOf(EndpointSlice slice) {
    return slice.labels().getOrDefault(SERVICE_NAME, "");
  }

  @Override
  public Plan reconcile(MirroringView view, Instant now) {
    var endpoints = view.endpoints();
    if (endpoints == null || !isMirrored(view, endpoints)) {
      return Plan.of(view.slices().stream().<Change>map(Change.Delete::new).toList());
    }
    if (endpoints.metadata().deletionTimestamp() != null) {
      return Plan.settled();
    }
    var changes = new ArrayList<Change>();
    var wanted = wanted(endpoints);
    var free = new ArrayList<EndpointSlice>();
    for (var slice : view.slices()) {
      var image = wanted.remove(new Group(slice.addressType(), slice.ports()));
      if (image == null) {
        free.add(slice);
      } else {
        update(slice, slice, image, endpoints, changes);
      }
    }
    wanted.forEach(
        (group, image) -> {
          var slice = takeOf(free, group.family());
          if (slice == null) {
            changes.add(create(endpoints, group, image));
          } else {
            update(slice, slice.withPorts(group.ports()), image, endpoints, changes);
          }
        });
    free.forEach(slice -> changes.add(new Change.Delete(slice)));
    if (!changes.isEmpty()) {
      tellSkipped(endpoints, changes);
    }
    return Plan.of(changes);
  }

  private static boolean isMirrored(MirroringView view, Endpoints endpoints) {
    var service = view.service();
    return service != null
        && service.spec().selector().isEmpty()
        && !"true".equals(endpoints.labels().get(SKIP))
        && !endpoints.metadata().annotations().containsKey(LEADER);
  }

  /** A slice to be used for other ports; the family of a slice is for ever. */
  private static @Nullable EndpointSlice takeOf(List<EndpointSlice> free, String family) {
    for (var slice : free) {
      if (slice.addressType().equals(family)) {
        free.remove(slice);
        return slice;
      }
    }
    return null;
  }

  private static Map<Group, List<Endpoint>> wanted(Endpoints endpoints) {
    var wanted = new LinkedHashMap<Group, List<Endpoint>>();
    for (var subset : endpoints.subsets()) {
      var room = MAX_ADDRESSES;
      room -= add(subset, subset.addresses(), true, room, wanted);
      add(subset, subset.notReadyAddresses(), false, room, wanted);
    }
    return wanted;
  }

  /** Tells of addresses that have no image. */
  private static void tellSkipped(Endpoints endpoints, List<Change> changes) {
    var skipped = 0;
    for (var subset : endpoints.subsets()) {
      var addresses = subset.addresses().size() + subset.notReadyAddresses().size();
      skipped += Math.max(0, addresses - MAX_ADDRESSES);
    }
    if (skipped > 0) {
      changes.add(
          Change.RecordEvent.warning(
              endpoints,
              "TooManyAddressesToMirror",
              "A max of "
                  + MAX_ADDRESSES
                  + " addresses can be mirrored to EndpointSlices per Endpoints subset. "
                  + skipped
                  + " addresses were skipped"));
    }
  }

  /** How many of the addresses there was room for. */
  private static int add(
      EndpointSubset subset,
      List<EndpointAddress> addresses,
      boolean ready,
      int room,
      Map<Group, List<Endpoint>> wanted) {
    var ports =
        subset.ports().stream()
            .map(
                port ->
                    new EndpointPort(
                        port.appProtocol(),
                        port.name() == null ? "" : port.name(),
                        port.port(),
                        port.protocol()))
            .toList();
    var taken = addresses.subList(0, Math.min(room, addresses.size()));
    for (var address : taken) {
      var group = new Group(address.ip().contains(":") ? "IPv6" : "IPv4", ports);
      wanted.computeIfAbsent(group, ignored -> new ArrayList<>()).add(endpoint(address, ready));
    }
    return taken.size();
  }

  private static Endpoint endpoint(EndpointAddress address, boolean ready) {
    return new Endpoint(
        List.of(address.ip()),
        new EndpointConditions(ready, null, null),
        Map.of(),
        null,
        address.hostname(),
        address.nodeName(),
        address.targetRef(),
        null);
  }

  private static void update(
      EndpointSlice before,
      EndpointSlice slice,
      List<Endpoint> image,
      Endpoints endpoints,
      List<Change> changes) {
    var metadata =
        slice.metadata().withLabels(labels(endpoints)).withAnnotations(annotations(endpoints));
    var after = slice.withEndpoints(image).withMetadata(metadata);
    if (!after.equals(before)) {
      changes.add(new Change.Update(after));
    }
  }

  private static Change create(Endpoints endpoints, Group group, List<Endpoint> image) {
    var base = endpoints.name();
    var metadata =
        ObjectMetaBuilder.builder()
            .generateName(base.substring(0, Math.min(base.length(), LONGEST_BASE_NAME)) + "-")
            .namespace(endpoints.namespace())
            .labels(labels(endpoints))
            .annotations(annotations(endpoints))
            .ownerReferences(
                List.of(
                    new OwnerReference(
                        "v1", "Endpoints", endpoints.name(), endpoints.uid(), true, true)))
            .build();
    return new Change.Create(new EndpointSlice(metadata, group.family(), image, group.ports()));
  }

  private static Map<String, String> labels(Endpoints endpoints) {
    var labels = new TreeMap<>(endpoints.labels());
    labels.put(SERVICE_NAME, endpoints.name());
    labels.put(MANAGED_BY, CONTROLLER);
    return labels;
  }

  private static Map<String, String> annotations(Endpoints endpoints) {
    var annotations = new TreeMap<>(endpoints.metadata().annotations());
    annotations.keySet().removeAll(LEFT_OUT);
    return annotations;
  }
}
