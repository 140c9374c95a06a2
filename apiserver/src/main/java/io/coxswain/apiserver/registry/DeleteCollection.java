package io.coxswain.apiserver.registry;

import io.coxswain.api.selector.Selector;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.watch.SelectableFields;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** DELETE of a collection: every object the selectors match, one by one. */
final class DeleteCollection {
  private static final int PAGE = 500;

  private final Delete delete;
  private final Store store;

  DeleteCollection(Delete delete, Store store) {
    this.delete = delete;
    this.store = store;
  }

  ApiResponse handle(Call call) {
    Selector labels;
    Selector fields;
    try {
      labels = Selector.parse(parameter(call, "labelSelector"));
      fields = Selector.parseFields(parameter(call, "fieldSelector"));
    } catch (Selector.SelectorException e) {
      return call.refuse(new Refusal.BadRequest(String.valueOf(e.getMessage())));
    }
    var selectable = SelectableFields.of(call.type());
    for (var requirement : fields.requirements()) {
      var refusal = selectable.refusal(requirement.key());
      if (refusal != null) {
        return call.refuse(new Refusal.BadRequest(refusal));
      }
    }
    return switch (delete.options(call)) {
      case DeleteRequest.Parsed.Rejected rejected -> call.refuse(rejected.refusal());
      case DeleteRequest.Parsed.Accepted accepted ->
          deleteAll(call, accepted.request(), labels, fields);
    };
  }

  private ApiResponse deleteAll(
      Call call, DeleteRequest request, Selector labels, Selector fields) {
    var prefix = StorageKeys.prefix(call.type(), call.type().namespaced() ? call.namespace() : "");
    var list = JsonNodeFactory.instance.objectNode();
    list.put("kind", call.type().kind() + "List");
    list.put("apiVersion", call.type().apiVersion());
    var metadata = list.putObject("metadata");
    var items = list.putArray("items");
    String after = null;
    var revision = 0L;
    Store.Page page;
    do {
      page = store.range(prefix, after, PAGE, revision);
      revision = page.revision();
      for (var stored : page.items()) {
        after = stored.key();
        var object = call.parse(stored);
        if (!matches(object, labels, fields)) {
          continue;
        }
        var outcome = delete.delete(call, stored.key(), request);
        if (outcome instanceof Delete.Outcome.Refused refused
            && !(refused.refusal() instanceof Refusal.NotFound)) {
          return call.refuse(refused.refusal(), Trees.name(object));
        }
        items.add(object);
      }
    } while (page.more());
    metadata.put("resourceVersion", Long.toString(revision));
    return call.answer(200, list);
  }

  private static String parameter(Call call, String name) {
    var value = call.request().parameter(name);
    return value == null ? "" : value;
  }

  private static boolean matches(ObjectNode object, Selector labels, Selector fields) {
    Map<String, String> own = new HashMap<>();
    object
        .path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> own.put(label.getKey(), label.getValue().asString()));
    return labels.matches(own) && fields.matches(values(object, fields));
  }

  /** The values a field selector asks for; fields that are absent count as empty. */
  private static Map<String, String> values(ObjectNode object, Selector fields) {
    Map<String, String> values = new HashMap<>();
    for (var requirement : fields.requirements()) {
      JsonNode node = object;
      for (var step : requirement.key().split("\\.")) {
        node = node.path(step);
      }
      values.put(requirement.key(), node.asString(""));
    }
    return values;
  }
}
