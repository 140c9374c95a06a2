package io.coxswain.apiserver.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.apiserver.registry.admission.Attributes.UnreadableException;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.registry.decode.Decoder;
import io.coxswain.apiserver.request.ApiRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies as objects of the kind the endpoint takes. */
final class Bodies {
  static final String JSON = "application/json";
  static final String YAML = "application/yaml";
  static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

  static final Refusal UNKNOWN_FORMAT =
      new Refusal.UnsupportedMediaType(List.of(JSON, YAML, PROTOBUF));

  private static final int SUMMARY_BYTES = 30;

  private final Decoder decoder;

  Bodies(Decoder decoder) {
    this.decoder = decoder;
  }

  /** An object, or why there is none. */
  sealed interface Body {
    record Accepted(ObjectNode object) implements Body {}

    record Rejected(Refusal refusal) implements Body {}
  }

  /**
   * The body of a call as an object of a kind: the call's resource, or what a subresource takes.
   */
  Body read(Call call, ResourceType kind) {
    var custom = kind.type() == null;
    var decoded =
        custom && mediaType(call.request()).equals(PROTOBUF)
            ? null
            : decode(call.request(), CustomBodies.shape(kind));
    if (decoded == null) {
      return new Body.Rejected(
          custom ? new Refusal.UnsupportedMediaType(List.of(JSON, YAML)) : UNKNOWN_FORMAT);
    }
    return accept(call, kind, decoded, List.of());
  }

  /** A body by its media type; null where that is none we read. */
  @Nullable Decoded decode(ApiRequest request, ObjectSchema schema) {
    return switch (mediaType(request)) {
      case "", JSON -> decoder.json(request.body(), schema);
      case YAML -> decoder.yaml(request.body(), schema);
      case PROTOBUF -> decoder.protobuf(request.body(), schema);
      default -> null;
    };
  }

  private static String mediaType(ApiRequest request) {
    return mediaType(request.header("content-type"));
  }

  /** A tree that was put together here as an object of the call's kind. */
  Body reread(Call call, JsonNode tree) {
    return reread(call, call.type(), tree, List.of());
  }

  /**
   * A patched tree as an object of the call's kind, or of the one a subresource takes.
   *
   * @param patchErrors what strict decoding of the patch itself objects to
   */
  Body reread(Call call, ResourceType kind, JsonNode tree, List<String> patchErrors) {
    if (!tree.isObject()) {
      return new Body.Rejected(new Refusal.BadRequest("the patched value is not an object"));
    }
    var decoded = decoder.tree(tree, CustomBodies.shape(kind));
    return accept(call, kind, decoded, patchErrors);
  }

  /**
   * An object that admission changed, as if it had been sent: unknown fields are dropped without a
   * word.
   *
   * @throws UnreadableException where it is no object of the kind
   */
  ObjectNode settle(ResourceType kind, JsonNode tree) {
    return switch (decoder.tree(tree, CustomBodies.shape(kind))) {
      case Decoded.Read read -> {
        var refusal = checkKind(kind, read.tree());
        if (refusal instanceof Refusal.BadRequest wrong) {
          throw new UnreadableException(wrong.message());
        }
        CustomBodies.complete(kind, read);
        yield typed(kind, read.tree());
      }
      case Decoded.WrongType wrong -> throw new UnreadableException(wrong.message());
      case Decoded.Unparseable wrong -> throw new UnreadableException(wrong.message());
      case Decoded.NoEnvelope wrong -> throw new UnreadableException(wrong.message());
    };
  }

  private static Body accept(
      Call call, ResourceType kind, Decoded decoded, List<String> patchErrors) {
    return switch (decoded) {
      case Decoded.Unparseable unparseable ->
          new Body.Rejected(
              new Refusal.BadRequest(
                  unrecognized(
                      call,
                      kind,
                      "couldn't get version/kind; json parse error: " + unparseable.message())));
      case Decoded.NoEnvelope bare ->
          new Body.Rejected(new Refusal.BadRequest(unrecognized(call, kind, bare.message())));
      case Decoded.WrongType wrong ->
          new Body.Rejected(new Refusal.BadRequest(unhandled(kind, wrong.message())));
      case Decoded.Read read -> {
        var refusal = checkKind(kind, read.tree());
        if (refusal == null) {
          var errors = new ArrayList<>(patchErrors);
          errors.addAll(CustomBodies.complete(kind, read));
          refusal = strict(call, kind, errors);
        }
        if (refusal != null) {
          yield new Body.Rejected(refusal);
        }
        yield new Body.Accepted(typed(kind, read.tree()));
      }
    };
  }

  /** The kind comes first, as upstream writes it, and is filled in where the body leaves it out. */
  private static ObjectNode typed(ResourceType kind, ObjectNode tree) {
    var names = tree.propertyNames().iterator();
    if (names.hasNext()
        && names.next().equals("apiVersion")
        && names.hasNext()
        && names.next().equals("kind")) {
      return tree;
    }
    var ordered = tree.objectNode();
    ordered.put("apiVersion", kind.apiVersion());
    ordered.put("kind", kind.kind());
    tree.properties().forEach(entry -> ordered.putIfAbsent(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private static @Nullable Refusal checkKind(ResourceType kind, ObjectNode tree) {
    var apiVersion = Trees.text(tree, "apiVersion");
    var found = Trees.text(tree, "kind");
    if (!found.isEmpty() && !found.equals(kind.kind())) {
      return new Refusal.BadRequest(
          found
              + " in version \""
              + apiVersion.substring(apiVersion.indexOf('/') + 1)
              + "\" cannot be handled as a "
              + kind.kind()
              + ": no kind \""
              + found
              + "\" is accepted here");
    }
    if (!apiVersion.isEmpty() && !apiVersion.equals(kind.apiVersion())) {
      return new Refusal.BadRequest(
          "the API version in the data ("
              + apiVersion
              + ") does not match the expected API version ("
              + kind.apiVersion()
              + ")");
    }
    return null;
  }

  /**
   * Unknown and duplicate fields: ignored, warned of (the default) or refused, as the client asks.
   */
  private static @Nullable Refusal strict(Call call, ResourceType kind, List<String> errors) {
    if (errors.isEmpty()) {
      return null;
    }
    var validation = call.request().parameter("fieldValidation");
    switch (validation == null ? "" : validation) {
      case "Ignore" -> {}
      case "Strict" -> {
        return new Refusal.BadRequest(
            unhandled(kind, "strict decoding error: " + String.join(", ", errors)));
      }
      default -> errors.stream().flatMap(Decoded::warnings).forEach(call::warn);
    }
    return null;
  }

  /** Ends with the beginning of the body: as it is where it looks like JSON, else in hex. */
  private static String unrecognized(Call call, ResourceType kind, String problem) {
    var body = call.request().body();
    var start = Arrays.copyOf(body, Math.min(body.length, SUMMARY_BYTES));
    var shown =
        body.length == 0
            ? "<empty>"
            : body[0] == '{' ? new String(start, UTF_8) : HexFormat.of().formatHex(start);
    return "the object provided is unrecognized (must be of type "
        + kind.kind()
        + "): "
        + problem
        + " ("
        + shown
        + (body.length > SUMMARY_BYTES ? " ...)" : ")");
  }

  private static String unhandled(ResourceType kind, String message) {
    return kind.kind()
        + " in version \""
        + kind.version()
        + "\" cannot be handled as a "
        + kind.kind()
        + ": "
        + message;
  }

  /** The media type without parameters, in lower case. */
  static String mediaType(String header) {
    var end = header.indexOf(';');
    return (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
