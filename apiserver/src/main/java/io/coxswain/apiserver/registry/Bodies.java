package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.registry.decode.Decoded;
import io.coxswain.apiserver.registry.decode.Decoder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads request bodies as objects of the kind the endpoint takes. */
final class Bodies {
  static final String JSON = "application/json";
  static final String YAML = "application/yaml";

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
    var body = call.request().body();
    var decoded =
        switch (mediaType(call.request().header("content-type"))) {
          case "", JSON -> decoder.json(body, kind.schema());
          case YAML -> decoder.yaml(body, kind.schema());
          default -> null;
        };
    if (decoded == null) {
      return new Body.Rejected(new Refusal.UnsupportedMediaType(List.of(JSON, YAML)));
    }
    return accept(call, kind, decoded);
  }

  /** A patched tree as an object of the call's kind. */
  Body reread(Call call, JsonNode tree) {
    if (!tree.isObject()) {
      return new Body.Rejected(new Refusal.BadRequest("the patched value is not an object"));
    }
    return accept(call, call.type(), decoder.tree(tree, call.type().schema()));
  }

  private static Body accept(Call call, ResourceType kind, Decoded decoded) {
    return switch (decoded) {
      case Decoded.Unparseable unparseable ->
          new Body.Rejected(
              new Refusal.BadRequest(
                  "the object provided is unrecognized (must be of type "
                      + kind.kind()
                      + "): couldn't get version/kind; json parse error: "
                      + unparseable.message()));
      case Decoded.WrongType wrong ->
          new Body.Rejected(new Refusal.BadRequest(unhandled(kind, wrong.message())));
      case Decoded.Read read -> {
        var refusal = checkKind(kind, read.tree());
        if (refusal == null) {
          refusal = strict(call, kind, read.strictErrors());
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
      default -> errors.forEach(call::warn);
    }
    return null;
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
