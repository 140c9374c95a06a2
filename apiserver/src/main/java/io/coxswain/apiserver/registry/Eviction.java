package io.coxswain.apiserver.registry;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.request.ApiResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * POST of a pod's eviction: a deletion that disruption budgets may object to, once there are any.
 */
final class Eviction {
  private final Delete delete;

  Eviction(Delete delete) {
    this.delete = delete;
  }

  ApiResponse handle(Call call) {
    JsonNode eviction;
    try {
      var yaml = Bodies.mediaType(call.request().header("content-type")).equals(Bodies.YAML);
      eviction = yaml ? Decoder.plainYaml(call.request().body()) : Json.tree(call.request().body());
    } catch (JacksonException e) {
      return call.refuse(new Refusal.BadRequest(e.getOriginalMessage()));
    }
    var name = Trees.text(eviction.get("metadata"), "name");
    if (!name.isEmpty() && !name.equals(call.name())) {
      return call.refuse(
          new Refusal.BadRequest("name in URL does not match name in Eviction object"));
    }
    var options =
        eviction.get("deleteOptions") instanceof ObjectNode given
            ? given.deepCopy()
            : DeleteRequest.noOptions();
    return switch (DeleteRequest.parse(call, options)) {
      case DeleteRequest.Parsed.Rejected rejected -> call.refuse(rejected.refusal());
      case DeleteRequest.Parsed.Accepted accepted ->
          switch (delete.delete(call, call.key(call.name()), accepted.request())) {
            case Delete.Outcome.Refused refused -> call.refuse(refused.refusal());
            case Delete.Outcome.Deleted ignored ->
                call.answer(201, Delete.statusTree(Statuses.success(201)));
          };
    };
  }
}
