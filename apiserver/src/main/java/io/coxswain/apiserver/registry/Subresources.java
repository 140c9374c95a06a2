package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.Store;
import java.util.List;

/** Which code answers for which path below an object. */
record Subresources(
    Store store,
    Update update,
    Patch patch,
    Scale scale,
    Binding binding,
    Eviction eviction,
    TokenRequests tokens) {
  /** Parts of pods that change only through a path of their own. */
  static final List<String> POD_PARTS = List.of("ephemeralcontainers", "resize");

  /** Paths that write the status and nothing else. */
  static final List<String> STATUS_PARTS = List.of("status", "approval");

  ApiResponse handle(Call call) {
    var type = call.type();
    return switch (type.groupResource() + "/" + call.subresource()) {
      case "pods/binding" -> only("create", call, () -> binding.handle(call));
      case "pods/eviction" -> only("create", call, () -> eviction.handle(call));
      case "serviceaccounts/token" -> only("create", call, () -> tokens.handle(call));
      case "namespaces/finalize" -> only("update", call, () -> update.handle(call));
      case "certificatesigningrequests.certificates.k8s.io/approval",
          "pods/ephemeralcontainers",
          "pods/resize" ->
          change(call);
      default -> {
        if (!type.subresources().contains(call.subresource())) {
          yield ApiResponse.failure(Statuses.unknownPath());
        }
        yield call.subresource().equals("scale") ? scale.handle(call) : change(call);
      }
    };
  }

  private ApiResponse change(Call call) {
    var verb = call.request().info().verb();
    return switch (verb) {
      case "get" -> {
        var stored = store.get(call.key(call.name()));
        yield stored == null
            ? call.refuse(new Refusal.NotFound())
            : call.answer(200, call.parse(stored));
      }
      case "update" -> update.handle(call);
      case "patch" -> patch.handle(call);
      default -> call.refuse(new Refusal.MethodNotAllowed(verb));
    };
  }

  private interface Answer {
    ApiResponse get();
  }

  private static ApiResponse only(String verb, Call call, Answer answer) {
    var asked = call.request().info().verb();
    return asked.equals(verb) ? answer.get() : call.refuse(new Refusal.MethodNotAllowed(asked));
  }
}
