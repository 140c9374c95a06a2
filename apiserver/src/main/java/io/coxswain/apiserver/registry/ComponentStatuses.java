package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the control plane is, found out on each request. Where upstream asks the health endpoints of
 * its own machine, the leases of scheduler and controller manager are looked at: they are right
 * wherever those run.
 */
final class ComponentStatuses {
  private static final String LEASES = "/registry/leases/kube-system/";
  private static final List<String> NAMES = List.of("scheduler", "controller-manager", "etcd-0");

  private final Store store;

  ComponentStatuses(Store store) {
    this.store = store;
  }

  ApiResponse handle(Call call) {
    return switch (call.request().info().verb()) {
      case "get" ->
          NAMES.contains(call.name())
              ? call.answer(200, status(call, call.name()))
              : call.refuse(new Refusal.NotFound());
      case "list" -> {
        var list = Json.mapper().createObjectNode();
        list.put("kind", "ComponentStatusList").put("apiVersion", "v1");
        list.putObject("metadata");
        var items = list.putArray("items");
        NAMES.forEach(name -> items.add(status(call, name)));
        yield call.answer(200, list);
      }
      default -> call.refuse(new Refusal.MethodNotAllowed(call.request().info().verb()));
    };
  }

  private ObjectNode status(Call call, String name) {
    var object = Json.mapper().createObjectNode();
    object.put("kind", "ComponentStatus").put("apiVersion", "v1");
    object.putObject("metadata").put("name", name);
    var problem = name.equals("etcd-0") ? storeProblem() : leaseProblem("kube-" + name, call.now());
    var condition = object.putArray("conditions").addObject().put("type", "Healthy");
    if (problem == null) {
      condition.put("status", "True").put("message", "ok");
    } else {
      condition.put("status", "False").put("message", problem);
    }
    return object;
  }

  private @Nullable String storeProblem() {
    try {
      store.currentRevision();
      return null;
    } catch (Store.UnavailableException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private @Nullable String leaseProblem(String name, Instant now) {
    try {
      var stored = store.get(LEASES + name);
      if (stored == null) {
        return "nobody holds the lease kube-system/" + name;
      }
      var spec = Json.tree(stored.value()).path("spec");
      return isHeld(spec, now) ? null : "the lease kube-system/" + name + " was not renewed";
    } catch (Store.UnavailableException | JacksonException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static boolean isHeld(JsonNode spec, Instant now) {
    var renewed = spec.path("renewTime").asString("");
    return !spec.path("holderIdentity").asString("").isEmpty()
        && !renewed.isEmpty()
        && Instant.parse(renewed)
            .plusSeconds(spec.path("leaseDurationSeconds").asLong(0))
            .isAfter(now);
  }
}
