package io.coxswain.apiserver.registry.service;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.Errors;
import io.coxswain.apiserver.registry.validation.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes one cluster address for each of a service's families. */
record AddressTaking(
    List<IpRange> ranges,
    Claims claims,
    RandomGenerator random,
    Taken taken,
    BiPredicate<JsonNode, String> isHeld) {

  void take(ObjectNode service, Errors errors) {
    var spec = Trees.child(service, "spec");
    var wanted = IpFamilies.texts(spec, "clusterIPs");
    List<String> got = new ArrayList<>(2);
    var families = IpFamilies.texts(spec, "ipFamilies");
    for (var i = 0; i < families.size(); i++) {
      var ofFamily = ranges(families.get(i));
      if (ofFamily.isEmpty()) {
        errors.invalid(
            Value.at("spec.ipFamilies[" + i + "]", spec),
            families.get(i),
            "not configured on this cluster");
        return;
      }
      var address =
          i < wanted.size() && !wanted.get(i).isEmpty()
              ? exactly(ofFamily, IpRange.canonical(wanted.get(i)), wanted, errors)
              : any(ofFamily, errors, spec);
      if (address == null) {
        return;
      }
      got.add(address);
    }
    spec.put("clusterIP", got.getFirst());
    var list = spec.putArray("clusterIPs");
    got.forEach(list::add);
  }

  private List<IpRange> ranges(String family) {
    return ranges.stream().filter(range -> range.family().equals(family)).toList();
  }

  private @Nullable String exactly(
      List<IpRange> ofFamily, String address, List<String> wanted, Errors errors) {
    if (taken.hasAddress(address)) {
      return address;
    }
    if (ofFamily.stream().noneMatch(range -> range.contains(address))) {
      return refuse(
          wanted,
          address,
          "the provided IP ("
              + address
              + ") is not in the valid range. The range of valid IPs is "
              + String.join(", ", ofFamily.stream().map(IpRange::toString).toList()),
          errors);
    }
    var free =
        taken.dryRun
            || claims.claimFromTheGone(
                address, taken.owner, taken.now, claim -> isHeld.test(claim, address));
    if (!free) {
      return refuse(wanted, address, "provided IP is already allocated", errors);
    }
    taken.tookAddress(address);
    return address;
  }

  private static @Nullable String refuse(
      List<String> wanted, String address, String why, Errors errors) {
    errors.invalid(
        Value.at("spec.clusterIPs", Json.mapper().valueToTree(wanted)),
        "failed to allocate IP " + address + ": " + why);
    return null;
  }

  private @Nullable String any(List<IpRange> ofFamily, Errors errors, ObjectNode spec) {
    for (var range : ofFamily) {
      var candidates = range.candidates(random);
      while (candidates.hasNext()) {
        var address = range.address(candidates.nextInt());
        if (taken.dryRun || claims.claim(address, taken.owner, taken.now)) {
          taken.tookAddress(address);
          return address;
        }
      }
    }
    errors.invalid(
        Value.at("spec.clusterIPs", spec),
        new StringBuilder("[]string(nil)"),
        "failed to allocate a serviceIP: range is full");
    return null;
  }
}
