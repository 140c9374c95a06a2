package io.coxswain.apiserver.http;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.table.IncludeObject;
import io.coxswain.apiserver.table.PartialObjects;
import io.coxswain.apiserver.table.Tables;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Writes answers in the form that the client accepts. */
final class Answers {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Supplier<Kinds> kinds;
  private final InstantSource clock;

  Answers(Supplier<Kinds> kinds, InstantSource clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  void send(Exchange exchange, ApiResponse response) {
    exchange.warn(response.warnings());
    switch (response) {
      case ApiResponse.Failure failure -> exchange.fail(failure.status());
      case ApiResponse.BytesResponse bytes ->
          exchange.send(bytes.code(), bytes.contentType(), bytes.headers(), Body.of(bytes.body()));
      case ApiResponse.ObjectResponse object -> {
        var form = Representation.negotiate(exchange.header("accept"), false);
        if (form == null) {
          exchange.fail(Failures.notAcceptable(Representation.ACCEPTED));
        } else {
          send(exchange, object.code(), form, object.body());
        }
      }
    }
  }

  /** Sends a tree as a client accepts it. */
  void send(Exchange exchange, int code, Representation form, JsonNode tree) {
    var include = IncludeObject.parse(exchange.parameter("includeObject"));
    if (include.isEmpty()) {
      exchange.fail(Failures.badRequest("unrecognized includeObject value"));
      return;
    }
    var content = transform(form.as(), typeOf(exchange), tree, include.get(), true);
    if (form.format() == Representation.Format.YAML) {
      exchange.send(code, form.format().mediaType, Body.of(YAML.writeValueAsBytes(content)));
      return;
    }
    var bytes = exchange.pretty() ? Json.prettyBytes(content) : Json.bytes(content);
    exchange.send(code, form.format().mediaType, Body.of(bytes));
  }

  Optional<ResourceType> typeOf(Exchange exchange) {
    var info = exchange.info();
    return kinds.get().byResource(info.group(), info.version(), info.resource());
  }

  /** An object or list as a table or as bare metadata; statuses stay as they are. */
  JsonNode transform(
      Representation.As as,
      Optional<ResourceType> type,
      JsonNode tree,
      IncludeObject include,
      boolean headers) {
    if (type.isEmpty() || tree.path("kind").asString("").equals("Status")) {
      return tree;
    }
    return switch (as) {
      case OBJECT -> tree;
      case TABLE -> Tables.of(type.get(), tree, include, headers, clock.instant());
      case PARTIAL -> PartialObjects.of(tree);
    };
  }
}
