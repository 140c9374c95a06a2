package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.apply.LocalPatch;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Strategic merge and JSON 6902 patches, from files or inline, with and without a target. */
final class Patches {
  private final List<Resource> resources;
  private final Function<String, byte[]> reader;

  Patches(List<Resource> resources, Function<String, byte[]> reader) {
    this.resources = resources;
    this.reader = reader;
  }

  void run(JsonNode kustomization) {
    for (var entry : Trees.items(kustomization, "patchesStrategicMerge")) {
      var words = Trees.scalar(entry);
      var inline = words.contains("\n") || words.contains("{");
      merges(inline ? words : file(words), words);
    }
    for (var entry : Trees.items(kustomization, "patches")) {
      patch(entry);
    }
    for (var entry : Trees.items(kustomization, "patchesJson6902")) {
      patch(entry);
    }
  }

  private String file(String path) {
    return new String(reader.apply(path), StandardCharsets.UTF_8);
  }

  private void patch(JsonNode entry) {
    var path = text(entry, "path");
    var inline = text(entry, "patch");
    if (path.isEmpty() == inline.isEmpty()) {
      throw KubectlException.error(
          path.isEmpty()
              ? "must specify one of patch and path in\n" + JsonWriter.compact(entry)
              : "patch and path can't be set at the same time\n" + JsonWriter.compact(entry));
    }
    var content = path.isEmpty() ? inline : file(path);
    var first = documents(content, path).stream().findFirst().orElse(Trees.object());
    if (first instanceof ArrayNode operations) {
      if (!Trees.has(entry, "target")) {
        throw KubectlException.error(
            "must specify a target for JSON patch " + JsonWriter.quote(content));
      }
      for (var resource : new Selector(entry.path("target")).select(resources)) {
        resource.object = LocalPatch.apply(resource.object, operations, ApiClient.JSON_PATCH);
      }
    } else if (Trees.has(entry, "target")) {
      for (var resource : new Selector(entry.path("target")).select(resources)) {
        if (first instanceof ObjectNode patch) {
          merge(resource, withoutIdentity(patch, entry.path("options")));
        }
      }
    } else {
      merges(content, path);
    }
  }

  /** A patch with a target does not name its objects itself. */
  private static ObjectNode withoutIdentity(ObjectNode patch, JsonNode options) {
    var copy = patch.deepCopy();
    if (!Trees.flag(options, "allowKindChange")) {
      copy.remove(List.of("apiVersion", "kind"));
    }
    if (!Trees.flag(options, "allowNameChange")
        && copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(List.of("name", "namespace"));
    }
    return copy;
  }

  private void merges(String content, String source) {
    for (var document : documents(content, source)) {
      if (document instanceof ObjectNode patch) {
        var id = Resource.idOf(patch);
        var found = resources.stream().filter(resource -> resource.wasEver(id)).toList();
        if (found.size() != 1) {
          throw KubectlException.error(
              found.isEmpty()
                  ? "no resource matches strategic merge patch \"%1$s\": no matches for Id %1$s; failed to find unique target for patch %1$s"
                      .formatted(id)
                  : "multiple matches for Id %1$s; failed to find unique target for patch %1$s"
                      .formatted(id));
        }
        merge(found.getFirst(), withoutIdentity(patch, Trees.object()));
      }
    }
  }

  private void merge(Resource resource, ObjectNode patch) {
    var merged = StrategicMerge.apply(resource.object, patch);
    if (merged == null) {
      resources.remove(resource);
    } else {
      resource.object = merged;
    }
  }

  private static List<JsonNode> documents(String content, String source) {
    try {
      return YamlReader.readAllLiterally(content).stream().filter(tree -> !tree.isNull()).toList();
    } catch (YamlException e) {
      throw KubectlException.error(
          "unable to parse SM or JSON patch from " + source + ": " + e.getMessage());
    }
  }
}
