package io.coxswain.apiserver.http;

import com.google.protobuf.ByteString;
import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.decode.ProtobufEncoder;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.table.IncludeObject;
import io.coxswain.apiserver.table.PartialObjects;
import io.coxswain.apiserver.table.Tables;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Writes answers in the form that the client accepts. */
final class Answers {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Set<String> REVIEWS =
      Set.of("authentication.k8s.io", "authorization.k8s.io");
  private static final Set<String> ASKED = Set.of("binding", "eviction", "token");

  private final Supplier<Kinds> kinds;
  private final InstantSource clock;
  private final ProtobufEncoder encoder = new ProtobufEncoder();
  private final EncodedObjects encoded = new EncodedObjects(encoder);

  Answers(Supplier<Kinds> kinds, InstantSource clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  void send(Exchange exchange, ApiResponse response) {
    exchange.warn(response.warnings());
    switch (response) {
      case ApiResponse.Failure failure -> exchange.fail(failure.status());
      case ApiResponse.BytesResponse bytes ->
          exchange.send(
              bytes.code(),
              bytes.contentType(),
              bytes.headers(),
              Body.of(bytes.body()),
              null,
              isShown(exchange) && bytes.contentType().startsWith("application/json")
                  ? () -> Json.tree(bytes.body())
                  : null);
      case ApiResponse.ObjectResponse object -> {
        var form = negotiate(exchange, false);
        if (form == null) {
          exchange.fail(notAcceptable(exchange));
        } else {
          send(exchange, object.code(), form, object.body());
        }
      }
    }
  }

  /** The best form for a request; null where there is none. */
  @Nullable Representation negotiate(Exchange exchange, boolean stream) {
    var accept = exchange.header("accept");
    var offer = accept.contains("protobuf") ? offer(exchange) : Representation.Offer.TEXT;
    return Representation.negotiate(accept, stream, offer, hasTable(exchange.info()));
  }

  /** What is asked and not kept is in no table, as upstream has it. */
  private static boolean hasTable(RequestInfo info) {
    return !REVIEWS.contains(info.group())
        && !info.resource().equals("bindings")
        && !ASKED.contains(info.subresource());
  }

  Status notAcceptable(Exchange exchange) {
    return Failures.notAcceptable(offer(exchange).mediaTypes());
  }

  /** Custom resources have no protobuf; a WebSocket takes lines of text. */
  private Representation.Offer offer(Exchange exchange) {
    var protobuf =
        !WebSockets.wantedBy(exchange) && typeOf(exchange).filter(encoder::encodes).isPresent();
    return protobuf ? Representation.Offer.ALL : Representation.Offer.TEXT;
  }

  /** What the cache holds, in protobuf. */
  EncodedObjects encoded() {
    return encoded;
  }

  /** Sends a tree as a client accepts it. */
  void send(Exchange exchange, int code, Representation form, JsonNode tree) {
    var include = IncludeObject.parse(exchange.parameter("includeObject"));
    if (include.isEmpty()) {
      exchange.fail(Failures.badRequest("unrecognized includeObject value"));
      return;
    }
    var content = transform(form.as(), typeOf(exchange), tree, include.get(), true);
    if (form.format() == Representation.Format.PROTOBUF) {
      sendProtobuf(exchange, code, content);
      return;
    }
    if (form.format() == Representation.Format.YAML) {
      send(exchange, code, form, YAML.writeValueAsBytes(content), content);
      return;
    }
    var bytes = exchange.pretty() ? Json.prettyBytes(content) : Json.bytes(content);
    send(exchange, code, form, bytes, content);
  }

  private static void send(
      Exchange exchange, int code, Representation form, byte[] bytes, JsonNode content) {
    var isStatus = exchange.isAudited() && content.path("kind").asString("").equals("Status");
    exchange.send(
        code,
        form.format().mediaType,
        Map.of(),
        Body.of(bytes),
        isStatus ? Json.read(content, Status.class) : null,
        isShown(exchange) ? () -> content : null);
  }

  /** Whether the audit log may tell what is answered: objects, and what there is of the API. */
  private static boolean isShown(Exchange exchange) {
    var info = exchange.info();
    return exchange.isAudited() && (info.isResource() || info.path().startsWith("/api"));
  }

  private void sendProtobuf(Exchange exchange, int code, JsonNode content) {
    var bytes = protobuf(content);
    if (bytes == null) {
      exchange.fail(Failures.notAcceptable(Representation.Offer.TEXT.mediaTypes()));
      return;
    }
    send(exchange, code, Representation.PROTOBUF, bytes, content);
  }

  /** A tree in protobuf; null where its kind has none. */
  byte @Nullable [] protobuf(JsonNode tree) {
    var schema = encoder.schemaOf(tree, kinds.get());
    return schema == null ? null : encoder.encode(tree, schema);
  }

  /** One event of a watch in protobuf. */
  byte[] protobufFrame(String event, JsonNode tree) {
    var bytes = protobuf(tree);
    if (bytes == null) {
      throw new IllegalStateException(tree.path("kind") + " has no protobuf");
    }
    return encoder.frame(event, ByteString.copyFrom(bytes));
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
