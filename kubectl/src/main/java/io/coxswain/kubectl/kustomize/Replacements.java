package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Copies a field of one resource into fields of others. */
final class Replacements {
  private static final Pattern KEYED = Pattern.compile("\\[([^=\\]]+)=(.*)]");
  private final List<Resource> resources;

  Replacements(List<Resource> resources) {
    this.resources = resources;
  }

  void run(JsonNode kustomization) {
    for (var replacement : Trees.items(kustomization, "replacements")) {
      var value = source(replacement.path("source"));
      for (var target : Trees.items(replacement, "targets")) {
        target(target, value);
      }
    }
  }

  private JsonNode source(JsonNode spec) {
    var found = new Selector(exact(spec)).select(resources);
    if (found.size() != 1) {
      throw KubectlException.error(
          (found.isEmpty() ? "nothing selected by " : "multiple matches for selector ")
              + shown(spec));
    }
    var path = text(spec, "fieldPath");
    var field = parts(path.isEmpty() ? "metadata.name" : path);
    var places = places(found.getFirst().object, field, false);
    if (places.isEmpty()) {
      throw KubectlException.error(
          "fieldPath `%s` is missing for replacement source %s".formatted(path, shown(spec)));
    }
    var value = places.getFirst().value();
    var delimiter = text(spec, "options", "delimiter");
    if (delimiter.isEmpty()) {
      return value;
    }
    var pieces = Trees.scalar(value).split(Pattern.quote(delimiter), -1);
    var index = (int) Trees.number(spec, "options", "index");
    if (index < 0 || index >= pieces.length) {
      throw KubectlException.error(
          "options.index %d is out of bounds for value %s".formatted(index, Trees.scalar(value)));
    }
    return JsonNodeFactory.instance.stringNode(pieces[index]);
  }

  private static String shown(JsonNode spec) {
    return "%s.%s.%s/%s.%s"
        .formatted(
            or(text(spec, "kind"), "[noKind]"),
            or(text(spec, "version"), "[noVer]"),
            or(text(spec, "group"), "[noGrp]"),
            or(text(spec, "name"), "[noName]"),
            or(text(spec, "namespace"), "[noNs]"));
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }

  /** The selector whose parts are taken as they are written. */
  private static JsonNode exact(JsonNode spec) {
    var result = Trees.object();
    for (var name : List.of("group", "version", "kind", "name", "namespace")) {
      if (!text(spec, name).isEmpty()) {
        result.put(name, Pattern.quote(text(spec, name)));
      }
    }
    return result;
  }

  private void target(JsonNode target, JsonNode value) {
    var rejected = Trees.items(target, "reject").stream().map(Selector::new).toList();
    for (var resource : new Selector(target.path("select")).select(resources)) {
      if (rejected.stream().anyMatch(selector -> selector.matches(resource))) {
        continue;
      }
      var paths = Trees.texts(target, "fieldPaths");
      for (var path : paths.isEmpty() ? List.of("metadata.name") : paths) {
        var create = Trees.flag(target, "options", "create");
        var places = places(resource.object, parts(path), create);
        if (places.isEmpty()) {
          throw KubectlException.error(
              "unable to find field " + JsonWriter.quote(path) + " in replacement target");
        }
        places.forEach(place -> place.set(replaced(place, value, target.path("options"))));
      }
    }
  }

  private static JsonNode replaced(Place place, JsonNode value, JsonNode options) {
    var delimiter = text(options, "delimiter");
    if (delimiter.isEmpty()) {
      return value.deepCopy();
    }
    var pieces =
        new ArrayList<>(List.of(Trees.scalar(place.value()).split(Pattern.quote(delimiter), -1)));
    var index = (int) Trees.number(options, "index");
    var text = Trees.scalar(value);
    if (index < 0) {
      pieces.addFirst(text);
    } else if (index >= pieces.size()) {
      pieces.add(text);
    } else {
      pieces.set(index, text);
    }
    return JsonNodeFactory.instance.stringNode(String.join(delimiter, pieces));
  }

  /** A field that is, or can be, set. */
  private record Place(JsonNode parent, String name, int index) {
    JsonNode value() {
      return parent instanceof ArrayNode list ? list.path(index) : parent.path(name);
    }

    void set(JsonNode value) {
      if (parent instanceof ArrayNode list) {
        list.set(index, value);
      } else if (parent instanceof ObjectNode object) {
        object.set(name, value);
      }
    }
  }

  /** Splits at dots that are neither escaped nor in brackets. */
  private static List<String> parts(String path) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    var depth = 0;
    for (var i = 0; i < path.length(); i++) {
      var c = path.charAt(i);
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == '\\' && i + 1 < path.length()) {
        part.append(path.charAt(++i));
      } else if (c == '.' && depth == 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static List<Place> places(JsonNode root, List<String> path, boolean create) {
    var result = new ArrayList<Place>();
    collect(root, path, create, result);
    return result;
  }

  private static void collect(
      JsonNode node, List<String> path, boolean create, List<Place> result) {
    var name = path.getFirst();
    var rest = path.subList(1, path.size());
    if (node instanceof ArrayNode list) {
      var keyed = KEYED.matcher(name);
      for (var i = 0; i < list.size(); i++) {
        var meant =
            keyed.matches()
                ? text(list.path(i), keyed.group(1)).equals(keyed.group(2))
                : name.equals("*") || name.equals(String.valueOf(i));
        if (meant) {
          step(new Place(list, "", i), rest, create, result);
        }
      }
    } else if (node instanceof ObjectNode object) {
      if (create && !object.has(name) && !rest.isEmpty()) {
        object.set(name, Trees.object());
      }
      if (object.has(name) || create) {
        step(new Place(object, name, 0), rest, create, result);
      }
    }
  }

  private static void step(Place place, List<String> rest, boolean create, List<Place> result) {
    if (rest.isEmpty()) {
      result.add(place);
    } else {
      collect(place.value(), rest, create, result);
    }
  }
}
