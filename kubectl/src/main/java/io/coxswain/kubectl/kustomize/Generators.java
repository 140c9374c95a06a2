package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** ConfigMaps and Secrets made of literals, files and environment files. */
final class Generators {
  private static final int BASE64_LINE = 70;
  private final JsonNode kustomization;
  private final Function<String, byte[]> reader;

  /** The reader finds files by their path in the kustomization. */
  Generators(JsonNode kustomization, Function<String, byte[]> reader) {
    this.kustomization = kustomization;
    this.reader = reader;
  }

  /** Adds what is generated, or merges it into what is there. */
  void run(List<Resource> resources) {
    for (var spec : Trees.items(kustomization, "configMapGenerator")) {
      place(spec, configMap(spec), resources);
    }
    for (var spec : Trees.items(kustomization, "secretGenerator")) {
      place(spec, secret(spec), resources);
    }
  }

  private void place(JsonNode spec, ObjectNode object, List<Resource> resources) {
    var id = Resource.idOf(object);
    var found = resources.stream().filter(resource -> resource.wasEver(id)).toList();
    var behavior = text(spec, "behavior");
    switch (behavior) {
      case "", "create" -> {
        if (!found.isEmpty()) {
          throw KubectlException.error(
              "merging from generator: id %s exists; behavior must be merge or replace"
                  .formatted(shown(id)));
        }
        var resource = new Resource(object);
        resource.hashed = !option(spec, "disableNameSuffixHash");
        resources.add(resource);
      }
      case "merge", "replace" -> {
        if (found.size() != 1) {
          throw KubectlException.error(
              "merging from generator: id %s does not exist; cannot merge or replace"
                  .formatted(shown(id)));
        }
        merge(found.getFirst(), object, behavior.equals("replace"));
      }
      default -> throw KubectlException.error("unknown behavior: " + behavior);
    }
  }

  private static String shown(Resource.Id id) {
    return "resid.ResId{Gvk:resid.Gvk{Group:\"%s\", Version:\"%s\", Kind:\"%s\", isClusterScoped:false}, Name:\"%s\", Namespace:\"%s\"}"
        .formatted(id.group(), id.version(), id.kind(), id.name(), id.namespace());
  }

  private static void merge(Resource target, ObjectNode generated, boolean replace) {
    for (var field : List.of("data", "binaryData")) {
      if (replace) {
        target.object.remove(field);
      }
      if (generated.path(field) instanceof ObjectNode values) {
        Trees.ensure(target.object, field).setAll(values);
      }
    }
    for (var field : List.of("labels", "annotations")) {
      if (generated.path("metadata").path(field) instanceof ObjectNode values) {
        Trees.ensure(target.object, "metadata", field).setAll(values);
      }
    }
    if (generated.has("immutable")) {
      target.object.set("immutable", generated.get("immutable"));
    }
  }

  private ObjectNode configMap(JsonNode spec) {
    var object = object("ConfigMap", spec);
    data(spec)
        .forEach(
            (key, value) -> {
              var text = decoded(value);
              if (text == null) {
                Trees.ensure(object, "binaryData").put(key, base64(value));
              } else {
                Trees.ensure(object, "data").put(key, text);
              }
            });
    return object;
  }

  private ObjectNode secret(JsonNode spec) {
    var object = object("Secret", spec);
    var type = text(spec, "type");
    object.put("type", type.isEmpty() ? "Opaque" : type);
    data(spec).forEach((key, value) -> Trees.ensure(object, "data").put(key, base64(value)));
    return object;
  }

  private ObjectNode object(String kind, JsonNode spec) {
    if (text(spec, "name").isEmpty()) {
      throw KubectlException.error("invalid Kustomization: a " + kind + " generator has no name");
    }
    var object = Trees.object();
    object.put("apiVersion", "v1");
    object.put("kind", kind);
    var metadata = Trees.ensure(object, "metadata");
    metadata.put("name", text(spec, "name"));
    if (Trees.has(spec, "namespace")) {
      metadata.put("namespace", text(spec, "namespace"));
    }
    for (var options : List.of(kustomization.path("generatorOptions"), spec.path("options"))) {
      for (var field : List.of("labels", "annotations")) {
        Trees.textMap(options, field)
            .forEach((key, value) -> Trees.ensure(metadata, field).put(key, value));
      }
    }
    if (option(spec, "immutable")) {
      object.put("immutable", true);
    }
    return object;
  }

  private boolean option(JsonNode spec, String name) {
    return Trees.flag(spec, "options", name) || Trees.flag(kustomization, "generatorOptions", name);
  }

  private Map<String, byte[]> data(JsonNode spec) {
    Map<String, byte[]> data = new TreeMap<>();
    var environments = Trees.texts(spec, "envs");
    if (Trees.has(spec, "env")) {
      environment(text(spec, "env"), data);
    }
    environments.forEach(file -> environment(file, data));
    for (var literal : Trees.texts(spec, "literals")) {
      var equals = literal.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error("invalid literal source " + literal + ", expected key=value");
      }
      put(data, literal.substring(0, equals), unquoted(literal.substring(equals + 1)));
    }
    for (var file : Trees.texts(spec, "files")) {
      var equals = file.indexOf('=');
      var path = file.substring(equals + 1);
      var key = equals < 0 ? path.substring(path.lastIndexOf('/') + 1) : file.substring(0, equals);
      put(data, key, reader.apply(path));
    }
    return data;
  }

  private void environment(String file, Map<String, byte[]> data) {
    for (var line : new String(reader.apply(file), StandardCharsets.UTF_8).split("\r?\n", -1)) {
      var text = line.stripLeading();
      var equals = text.indexOf('=');
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (equals <= 0) {
        throw KubectlException.error(
            "the environment file " + file + " has a line without a value: " + text);
      }
      var value = text.substring(equals + 1).getBytes(StandardCharsets.UTF_8);
      put(data, text.substring(0, equals), value);
    }
  }

  private static void put(Map<String, byte[]> data, String key, byte[] value) {
    if (data.putIfAbsent(key, value) != null) {
      throw KubectlException.error("configmap or secret data has the key " + key + " twice");
    }
  }

  private static byte[] unquoted(String value) {
    var first = value.isEmpty() ? 0 : value.charAt(0);
    var quoted =
        value.length() > 1
            && (first == '"' || first == '\'')
            && value.charAt(value.length() - 1) == first;
    var text = quoted ? value.substring(1, value.length() - 1) : value;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String decoded(byte[] value) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      return null; // binary
    }
  }

  /** Base64, in lines of seventy characters where it is longer than one. */
  private static String base64(byte[] value) {
    var encoded = Base64.getEncoder().encodeToString(value);
    if (encoded.length() < BASE64_LINE) {
      return encoded;
    }
    var lines = new StringBuilder();
    for (var i = 0; i < encoded.length(); i += BASE64_LINE) {
      lines.append(encoded, i, Math.min(i + BASE64_LINE, encoded.length())).append('\n');
    }
    return lines.toString();
  }
}
