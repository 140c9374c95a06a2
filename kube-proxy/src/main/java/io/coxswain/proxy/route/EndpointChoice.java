package io.coxswain.proxy.route;

import io.coxswain.api.discovery.v1.EndpointSlice.Endpoint;
import io.coxswain.api.discovery.v1.EndpointSlice.ForNode;
import io.coxswain.api.discovery.v1.EndpointSlice.ForZone;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which endpoints of a service port take traffic: ready ones; when there is none, those that still
 * serve while terminating (KEP-1669). Topology hints narrow the policy Cluster (KEP-2433,
 * KEP-3015).
 */
final class EndpointChoice {
  private EndpointChoice() {}

  /** An endpoint of a slice with the port this service port maps to. */
  record Candidate(Endpoint endpoint, Backend backend) {
    boolean ready() {
      var conditions = endpoint.conditions();
      return conditions == null || !Boolean.FALSE.equals(conditions.ready());
    }

    boolean servingTerminating() {
      var conditions = endpoint.conditions();
      return conditions != null
          && Boolean.TRUE.equals(conditions.terminating())
          && (conditions.serving() == null ? ready() : conditions.serving());
    }

    List<String> hintedNodes() {
      var hints = endpoint.hints();
      return hints == null ? List.of() : hints.forNodes().stream().map(ForNode::name).toList();
    }

    List<String> hintedZones() {
      var hints = endpoint.hints();
      return hints == null ? List.of() : hints.forZones().stream().map(ForZone::name).toList();
    }
  }

  /** Endpoints for the policy Cluster. */
  static List<Backend> cluster(List<Candidate> all, Locality locality) {
    var usable = usable(all);
    if (usable.stream().anyMatch(candidate -> !candidate.ready())) {
      return backends(usable); // hints are about ready endpoints only
    }
    var byNode =
        hinted(
            usable, c -> !c.hintedNodes().isEmpty(), c -> any(c.hintedNodes(), locality.nodes()));
    if (!byNode.isEmpty()) {
      return byNode;
    }
    var byZone =
        hinted(
            usable, c -> !c.hintedZones().isEmpty(), c -> any(c.hintedZones(), locality.zones()));
    return byZone.isEmpty() ? backends(usable) : byZone;
  }

  /** Endpoints for the policy Local. */
  static List<Backend> local(List<Candidate> all) {
    return backends(usable(all.stream().filter(c -> c.backend().local()).toList()));
  }

  private static List<Candidate> usable(List<Candidate> all) {
    var ready = all.stream().filter(Candidate::ready).toList();
    return ready.isEmpty() ? all.stream().filter(Candidate::servingTerminating).toList() : ready;
  }

  /**
   * The endpoints meant for us, or none when a single one carries no hint: then nobody's are
   * trusted.
   */
  private static List<Backend> hinted(
      List<Candidate> candidates, Predicate<Candidate> hasHint, Predicate<Candidate> meantForUs) {
    return candidates.stream().allMatch(hasHint)
        ? backends(candidates.stream().filter(meantForUs).toList())
        : List.of();
  }

  private static boolean any(List<String> hints, java.util.Set<String> ours) {
    return hints.stream().anyMatch(ours::contains);
  }

  private static List<Backend> backends(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::backend).distinct().sorted().toList();
  }
}
