package io.coxswain.controller.endpointslice;

import io.coxswain.api.discovery.v1.EndpointSlice;
import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Distributes the endpoints of one port set over slices so that few slices change: endpoints stay
 * where they are, new ones go into slices that change anyway, then all together into the fullest
 * slice with room, then into new slices.
 */
final class SlicePacking {
  static final int MAX_ENDPOINTS = 100;

  /**
   * What becomes of the slices; those that stay as they are appear nowhere.
   *
   * @param updated existing slices with their new endpoints
   * @param emptied existing slices without any endpoint left
   * @param created endpoints of slices to be made
   */
  record Result(
      LinkedHashMap<EndpointSlice, List<Endpoint>> updated,
      List<EndpointSlice> emptied,
      List<List<Endpoint>> created) {}

  private SlicePacking() {}

  static Result pack(List<Endpoint> wanted, List<EndpointSlice> existing) {
    var missing = new LinkedHashMap<String, Endpoint>();
    wanted.forEach(endpoint -> missing.put(identity(endpoint), endpoint));
    var updated = new LinkedHashMap<EndpointSlice, List<Endpoint>>();
    var unchanged = new ArrayList<EndpointSlice>();
    var emptied = new ArrayList<EndpointSlice>();
    for (var slice : existing) {
      var kept = new ArrayList<Endpoint>();
      for (var endpoint : slice.endpoints()) {
        var current = missing.remove(identity(endpoint));
        if (current != null) {
          kept.add(current);
        }
      }
      if (kept.isEmpty()) {
        emptied.add(slice);
      } else if (kept.equals(slice.endpoints())) {
        unchanged.add(slice);
      } else {
        updated.put(slice, kept);
      }
    }
    var left = new ArrayList<>(missing.values());
    fillUpdated(left, updated);
    fillFullestWithRoom(left, unchanged, updated);
    var created = new ArrayList<List<Endpoint>>();
    while (!left.isEmpty()) {
      var part = take(left, MAX_ENDPOINTS);
      if (emptied.isEmpty()) {
        created.add(part);
      } else {
        updated.put(emptied.removeFirst(), part);
      }
    }
    return new Result(updated, emptied, created);
  }

  private static void fillUpdated(
      List<Endpoint> left, LinkedHashMap<EndpointSlice, List<Endpoint>> updated) {
    for (var endpoints : updated.values()) {
      endpoints.addAll(take(left, MAX_ENDPOINTS - endpoints.size()));
    }
  }

  private static void fillFullestWithRoom(
      List<Endpoint> left,
      List<EndpointSlice> unchanged,
      LinkedHashMap<EndpointSlice, List<Endpoint>> updated) {
    if (left.isEmpty() || left.size() >= MAX_ENDPOINTS) {
      return;
    }
    unchanged.stream()
        .filter(slice -> slice.endpoints().size() + left.size() <= MAX_ENDPOINTS)
        .max(Comparator.comparing(slice -> slice.endpoints().size()))
        .ifPresent(
            slice -> {
              var endpoints = new ArrayList<>(slice.endpoints());
              endpoints.addAll(take(left, left.size()));
              updated.put(slice, endpoints);
            });
  }

  private static List<Endpoint> take(List<Endpoint> from, int most) {
    var part = from.subList(0, Math.min(from.size(), Math.max(0, most)));
    var taken = new ArrayList<>(part);
    part.clear();
    return taken;
  }

  /** What makes two endpoints the same one in two states: the pod and its addresses. */
  private static String identity(Endpoint endpoint) {
    var target = endpoint.targetRef();
    return (target == null ? "" : target.uid()) + "/" + endpoint.addresses();
  }
}
