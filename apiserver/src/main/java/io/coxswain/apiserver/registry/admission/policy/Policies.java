package io.coxswain.apiserver.registry.admission.policy;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.admission.policy.Policy.Binding;
import io.coxswain.apiserver.watch.Entry;
import io.coxswain.apiserver.watch.ResourceCache;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The policies that some binding puts in force, by name. Read again at the first request after a
 * change; a policy that did not change keeps its compiled expressions. Requests share the immutable
 * result.
 */
final class Policies {
  private final ResourceCache policies;
  private final ResourceCache bindings;
  private volatile Current current = new Current(new Object(), new Object(), List.of());
  private Map<String, Known> known = Map.of(); // guarded by this

  private record Known(Entry entry, List<Entry> bindings, Policy policy) {
    boolean isOf(Entry policyEntry, List<Entry> bindingEntries) {
      if (entry != policyEntry || bindings.size() != bindingEntries.size()) {
        return false;
      }
      for (var i = 0; i < bindings.size(); i++) {
        if (bindings.get(i) != bindingEntries.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  Policies(ResourceCache policies, ResourceCache bindings) {
    this.policies = policies;
    this.bindings = bindings;
  }

  /** What was made of one state of the two caches, whose marks it has. */
  private record Current(Object ofPolicies, Object ofBindings, List<Policy> inForce) {}

  List<Policy> inForce() {
    var known = current;
    return known.ofPolicies == policies.mark() && known.ofBindings == bindings.mark()
        ? known.inForce
        : read();
  }

  private synchronized List<Policy> read() {
    var ofPolicies = policies.mark(); // before reading: what changes meanwhile has another one
    var ofBindings = bindings.mark();
    if (current.ofPolicies != ofPolicies || current.ofBindings != ofBindings) {
      var byPolicy = new HashMap<String, List<Entry>>();
      for (var entry : bindings.entries("")) {
        var policy = spec(entry).path("policyName").asString("");
        byPolicy.computeIfAbsent(policy, ignored -> new ArrayList<>()).add(entry);
      }
      var next = new HashMap<String, Known>();
      var all = new ArrayList<Policy>();
      for (var entry : policies.entries("")) {
        var own = byPolicy.get(entry.name());
        if (own != null) {
          var before = known.get(entry.name());
          var now = before != null && before.isOf(entry, own) ? before : made(entry, own);
          next.put(entry.name(), now);
          all.add(now.policy);
        }
      }
      known = next;
      current = new Current(ofPolicies, ofBindings, List.copyOf(all));
    }
    return current.inForce;
  }

  private static Known made(Entry entry, List<Entry> own) {
    var bindings = own.stream().map(each -> Binding.of(each.name(), spec(each))).toList();
    return new Known(entry, own, new Policy(entry.name(), spec(entry), bindings));
  }

  private static JsonNode spec(Entry entry) {
    return Json.tree(entry.json()).path("spec");
  }
}
