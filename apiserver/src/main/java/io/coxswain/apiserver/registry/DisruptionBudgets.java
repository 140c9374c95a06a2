package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import io.coxswain.api.core.v1.Pod;
import io.coxswain.api.labels.LabelSelectors;
import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.policy.v1.PodDisruptionBudget;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks the budget of a pod whether it may be evicted, and notes there that it will be. */
final class DisruptionBudgets {
  private static final String VIOLATION =
      "Cannot evict pod as it would violate the pod's disruption budget.";
  private static final String TOO_MANY =
      "This pod has more than one PodDisruptionBudget, which the eviction subresource does not"
          + " support.";
  private static final int MOST_DISRUPTED = 2000;
  private static final int RETRY_SECONDS = 10;

  /** Pods that are not running disturb nobody by leaving. */
  private static final Set<String> NOT_RUNNING = Set.of("Succeeded", "Failed", "Pending");

  private final Store store;
  private final ResourceType pods;
  private final ResourceType budgets;

  DisruptionBudgets(Store store, Kinds kinds) {
    this.store = store;
    this.pods = kinds.of(Pod.class);
    this.budgets = kinds.of(PodDisruptionBudget.class);
  }

  /** Why the pod must stay; null where it may go. */
  @Nullable Refusal ask(Call call, DeleteRequest request) {
    while (true) {
      var stored = store.get(StorageKeys.key(pods, call.namespace(), call.name()));
      if (stored == null) {
        return new Refusal.NotFound();
      }
      var pod = Trees.parse(stored);
      if (NOT_RUNNING.contains(Trees.text(pod.get("status"), "phase")) || Trees.isDeleting(pod)) {
        return null;
      }
      var found = budgetsOf(call.namespace(), pod);
      if (found.size() > 1) {
        return new Refusal.ServerFailure(TOO_MANY);
      }
      if (found.isEmpty()) {
        return null;
      }
      var budget = Trees.parse(found.getFirst());
      if (!isReady(pod) && mayGoUnhealthy(budget)) {
        return null;
      }
      var refusal = objection(budget);
      if (refusal != null || call.dryRun() || request.dryRun()) {
        return refusal;
      }
      grant(budget, Trees.name(pod), call);
      var bytes = Trees.encode(budget);
      if (store.update(found.getFirst().key(), bytes, found.getFirst().modRevision())
          instanceof Store.Outcome.Done) {
        return null;
      }
    }
  }

  private List<Stored> budgetsOf(String namespace, ObjectNode pod) {
    Map<String, String> labels = new HashMap<>();
    for (var label : pod.path("metadata").path("labels").properties()) {
      labels.put(label.getKey(), label.getValue().asString(""));
    }
    List<Stored> found = new ArrayList<>(1);
    for (var stored : store.range(StorageKeys.prefix(budgets, namespace), null, 0, 0).items()) {
      var selector = Json.tree(stored.value()).path("spec").get("selector");
      if (selector != null
          && LabelSelectors.matches(Json.read(selector, LabelSelector.class), labels)) {
        found.add(stored);
      }
    }
    return found;
  }

  private static boolean isReady(ObjectNode pod) {
    for (var condition : pod.path("status").path("conditions")) {
      if (Trees.text(condition, "type").equals("Ready")) {
        return Trees.text(condition, "status").equals("True");
      }
    }
    return false;
  }

  /** A pod that does no good may go where the policy says so, or where enough others do. */
  private static boolean mayGoUnhealthy(ObjectNode budget) {
    if (Trees.text(budget.get("spec"), "unhealthyPodEvictionPolicy").equals("AlwaysAllow")) {
      return true;
    }
    var desired = count(budget, "desiredHealthy");
    return desired > 0 && count(budget, "currentHealthy") >= desired;
  }

  private static @Nullable Refusal objection(ObjectNode budget) {
    var name = Trees.name(budget);
    var status = budget.path("status");
    if (status.path("observedGeneration").asLong(0)
        < budget.path("metadata").path("generation").asLong(0)) {
      return new Refusal.TooManyRequests(
          VIOLATION,
          cause("The disruption budget " + name + " is still being processed by the server."),
          RETRY_SECONDS);
    }
    var allowed = count(budget, "disruptionsAllowed");
    if (allowed < 0) {
      return new Refusal.Forbidden("pdb disruptions allowed is negative");
    }
    if (status.path("disruptedPods").size() > MOST_DISRUPTED) {
      return new Refusal.Forbidden(
          "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
    }
    if (allowed > 0) {
      return null;
    }
    var failure = syncFailure(status.path("conditions"));
    return new Refusal.TooManyRequests(
        VIOLATION,
        cause(
            failure != null
                ? "The disruption budget "
                    + name
                    + " does not allow evicting pods currently because it failed sync: "
                    + failure
                : "The disruption budget "
                    + name
                    + " needs "
                    + count(budget, "desiredHealthy")
                    + " healthy pods and has "
                    + count(budget, "currentHealthy")
                    + " currently"),
        0);
  }

  private static @Nullable String syncFailure(JsonNode conditions) {
    for (var condition : conditions) {
      if (Trees.text(condition, "reason").equals("SyncFailed")) {
        return Trees.text(condition, "message");
      }
    }
    return null;
  }

  private static Map<String, String> cause(String message) {
    return Map.of("DisruptionBudget", message);
  }

  private static int count(ObjectNode budget, String field) {
    return budget.path("status").path(field).asInt(0);
  }

  /** The pod counts as gone from now on, though the controller has not seen it go. */
  private static void grant(ObjectNode budget, String pod, Call call) {
    var status = Trees.child(budget, "status");
    var left = count(budget, "disruptionsAllowed") - 1;
    status.put("disruptionsAllowed", left);
    Trees.child(status, "disruptedPods").put(pod, Trees.time(call.now()));
    if (left > 0) {
      return;
    }
    for (var condition : status.path("conditions")) {
      if (condition instanceof ObjectNode object
          && Trees.text(object, "type").equals("DisruptionAllowed")
          && Trees.text(object, "status").equals("True")) {
        object.put("status", "False");
        object.put("reason", "InsufficientPods");
        object.put("lastTransitionTime", Trees.time(call.now()));
      }
    }
  }
}
