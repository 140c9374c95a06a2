package io.coxswain.apiserver.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client accepts: a format, and objects, tables or bare metadata. */
record Representation(Format format, As as) {
  enum Format {
    JSON("application/json"),
    YAML("application/yaml"),
    /** For built-in kinds. */
    PROTOBUF("application/vnd.kubernetes.protobuf");

    final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  enum As {
    OBJECT,
    TABLE,
    PARTIAL
  }

  static final Representation PLAIN = new Representation(Format.JSON, As.OBJECT);
  static final Representation PROTOBUF = new Representation(Format.PROTOBUF, As.OBJECT);

  /** What is asked for may not go together with what there is. */
  enum Offer {
    /** JSON and YAML. */
    TEXT,
    /** Protobuf, too. */
    ALL;

    List<String> mediaTypes() {
      var text = List.of(Format.JSON.mediaType, Format.YAML.mediaType);
      return this == TEXT
          ? text
          : List.of(text.getFirst(), text.getLast(), Format.PROTOBUF.mediaType);
    }
  }

  private record Range(String type, Map<String, String> parameters, double quality) {}

  /**
   * The best answer to an {@code Accept} header; null where nothing fits (406).
   *
   * @param stream true for watches, which are not written as YAML
   * @param tables whether there are tables of what is answered
   */
  static @Nullable Representation negotiate(
      String accept, boolean stream, Offer offer, boolean tables) {
    if (accept.isEmpty() || accept.equals("*/*") || accept.equals("application/json")) {
      return PLAIN;
    }
    var ranges = new ArrayList<Range>();
    for (var part : accept.split(",")) {
      ranges.add(parse(part));
    }
    ranges.sort((left, right) -> Double.compare(right.quality, left.quality)); // stable
    for (var range : ranges) {
      var format = range.quality > 0 ? format(range.type) : null;
      var as = as(range.parameters);
      var refused =
          switch (format) {
            case null -> true;
            case JSON -> as == As.TABLE && !tables;
            case YAML -> stream || as == As.TABLE && !tables;
            case PROTOBUF -> offer == Offer.TEXT || as == As.TABLE;
          };
      if (format != null && as != null && !refused) {
        return new Representation(format, as);
      }
    }
    return null;
  }

  private static Range parse(String text) {
    var parts = text.split(";");
    var parameters = new HashMap<String, String>();
    var quality = 1.0;
    for (var i = 1; i < parts.length; i++) {
      var equals = parts[i].indexOf('=');
      if (equals < 0) {
        continue;
      }
      var name = parts[i].substring(0, equals).strip().toLowerCase(Locale.ROOT);
      var value = parts[i].substring(equals + 1).strip();
      if (name.equals("q")) {
        quality = quality(value);
      } else {
        parameters.put(name, value);
      }
    }
    var type = parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT);
    return new Range(type, parameters, quality);
  }

  private static double quality(String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static @Nullable Format format(String type) {
    return switch (type) {
      case "*/*", "application/*", "application/json" -> Format.JSON;
      case "application/yaml" -> Format.YAML;
      case "application/vnd.kubernetes.protobuf" -> Format.PROTOBUF;
      default -> null;
    };
  }

  private static @Nullable As as(Map<String, String> parameters) {
    var as = parameters.get("as");
    if (as == null) {
      return As.OBJECT;
    }
    var version = parameters.getOrDefault("v", "v1");
    var group = parameters.getOrDefault("g", "meta.k8s.io");
    if (!version.equals("v1") || !group.equals("meta.k8s.io")) {
      return null;
    }
    return switch (as) {
      case "Table" -> As.TABLE;
      case "PartialObjectMetadata", "PartialObjectMetadataList" -> As.PARTIAL;
      default -> null;
    };
  }
}
