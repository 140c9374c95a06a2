package io.coxswain.kubectl.kustomize;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the objects that a folder with a kustomization means. */
public final class Kustomize {
  private static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
  private static final String LOCAL = "config.kubernetes.io/local-config";
  private final FileTree files;
  private final Set<String> warnings = new LinkedHashSet<>();

  public Kustomize(FileTree files) {
    this.files = files;
  }

  /** What upstream says of deprecated fields, once the build is done. */
  public Set<String> warnings() {
    return warnings;
  }

  /** The objects in the order in which they are to be created; the path may be relative. */
  public List<ObjectNode> build(Path directory, String shown) {
    if (isRemote(shown)) {
      throw KubectlException.error(
          "remote kustomizations are not fetched: " + shown + "; clone it and name its folder");
    }
    var folder = files.real(directory.resolve(shown));
    if (!files.isDirectory(folder)) {
      throw KubectlException.error(
          "must build at directory: not a valid directory: evalsymlink failure on '%s' : lstat %s: no such file or directory"
              .formatted(shown, folder));
    }
    var kustomization = read(folder);
    var resources = new ArrayList<Resource>();
    accumulate(folder, kustomization, resources, List.of());
    for (var resource : resources) {
      if (resource.hashed) {
        resource.previous.add(resource.id());
        ContentHash.appendNameless(resource.object);
      }
    }
    new NameReferences(resources).update();
    resources.removeIf(
        resource -> !Trees.text(resource.object, "metadata", "annotations", LOCAL).isEmpty());
    if (!text(kustomization, "sortOptions", "order").equals("fifo")) {
      resources.sort(ResourceOrder.BY_NEED);
    }
    return resources.stream().map(resource -> resource.object).toList();
  }

  private static boolean isRemote(String path) {
    return path.contains("://")
        || path.startsWith("git@")
        || path.startsWith("github.com/")
        || path.contains("?ref=");
  }

  private JsonNode read(Path folder) {
    var found = NAMES.stream().filter(name -> files.read(folder.resolve(name)) != null).toList();
    if (found.size() != 1) {
      throw KubectlException.error(
          found.isEmpty()
              ? "unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '%s'"
                  .formatted(folder)
              : "Found multiple kustomization files under: " + folder + "\n");
    }
    var content = files.read(folder.resolve(found.getFirst()));
    try {
      var text = new String(content == null ? new byte[0] : content, StandardCharsets.UTF_8);
      var tree = YamlReader.read(text);
      if (!(tree instanceof ObjectNode object) || object.isEmpty()) {
        throw KubectlException.error("kustomization.yaml is empty");
      }
      Fields.check(object);
      warnings.addAll(Fields.deprecations(object));
      return object;
    } catch (YamlException e) {
      throw KubectlException.error("invalid Kustomization: " + e.getMessage());
    }
  }

  /** Adds what the kustomization has of its own and changes everything that is there then. */
  private void accumulate(
      Path folder, JsonNode kustomization, List<Resource> resources, List<Path> above) {
    if (above.contains(folder)) {
      throw KubectlException.error(
          "cycle detected: candidate root '%s' contains visited root '%s'"
              .formatted(folder, folder));
    }
    var within = new ArrayList<>(above);
    within.add(folder);
    var paths = Trees.texts(kustomization, "resources");
    var all = new ArrayList<>(paths);
    all.addAll(Trees.texts(kustomization, "bases"));
    for (var path : all) {
      resource(folder, path, resources, within);
    }
    new Generators(kustomization, path -> file(folder, path)).run(resources);
    for (var path : Trees.texts(kustomization, "components")) {
      var component = folder.resolve(path).normalize();
      if (isRemote(path) || !files.isDirectory(component)) {
        throw missing("accumulating components", path, component);
      }
      accumulate(component, read(component), resources, within);
    }
    transform(folder, kustomization, resources);
  }

  private void transform(Path folder, JsonNode kustomization, List<Resource> resources) {
    new Patches(resources, path -> file(folder, path)).run(kustomization);
    var transformers = new Transformers(kustomization, resources);
    transformers.namespace();
    transformers.names();
    transformers.labels();
    transformers.annotations();
    transformers.replicas();
    transformers.images();
    new Replacements(resources).run(replacements(folder, kustomization));
  }

  /** The replacements, those in files of their own read in. */
  private JsonNode replacements(Path folder, JsonNode kustomization) {
    var all = Trees.array();
    for (var entry : Trees.items(kustomization, "replacements")) {
      var path = text(entry, "path");
      if (path.isEmpty()) {
        all.add(entry);
        continue;
      }
      for (var tree : documents(file(folder, path), path)) {
        if (tree.isArray()) {
          tree.forEach(all::add);
        } else {
          all.add(tree);
        }
      }
    }
    var result = Trees.object();
    result.set("replacements", all);
    return result;
  }

  private void resource(Path folder, String path, List<Resource> resources, List<Path> above) {
    if (isRemote(path)) {
      throw KubectlException.error(
          "accumulating resources: remote bases are not fetched: "
              + path
              + "; clone it and name its folder");
    }
    var place = folder.resolve(path).normalize();
    var added = new ArrayList<Resource>();
    if (files.isDirectory(place)) {
      accumulate(place, read(place), added, above);
    } else {
      var content = files.read(place);
      if (content == null) {
        throw missing("accumulating resources", path, place);
      }
      if (!place.startsWith(folder)) {
        throw notHere(folder, path, place);
      }
      for (var tree : documents(content, path)) {
        if (tree instanceof ObjectNode object) {
          objects(object, added);
        }
      }
    }
    for (var resource : added) {
      if (resources.stream().anyMatch(other -> other.id().matches(resource.id()))) {
        throw KubectlException.error(
            "accumulating resources: accumulation err='merging resources from '%s': may not add resource with an already registered id: %s': must build at directory: '%s': file is not directory"
                .formatted(path, resource.id(), place));
      }
      resources.add(resource);
    }
  }

  private static KubectlException missing(String doing, String path, Path place) {
    return KubectlException.error(
        "%1$s: accumulation err='accumulating resources from '%2$s': evalsymlink failure on '%3$s' : lstat %3$s: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '%3$s' : lstat %3$s: no such file or directory"
            .formatted(doing, path, place));
  }

  private static KubectlException notHere(Path folder, String path, Path place) {
    return KubectlException.error(
        "accumulating resources: accumulation err='accumulating resources from '%1$s': security; file '%2$s' is not in or below '%3$s'': must build at directory: '%2$s': file is not directory"
            .formatted(path, place, folder));
  }

  private static void objects(ObjectNode object, List<Resource> added) {
    if (text(object, "kind").endsWith("List") && object.path("items").isArray()) {
      for (var item : Trees.items(object, "items")) {
        if (item instanceof ObjectNode child) {
          objects(child, added);
        }
      }
    } else if (Trees.name(object).isEmpty()) {
      throw KubectlException.error(
          "accumulating resources: missing metadata.name in object " + JsonWriter.compact(object));
    } else {
      added.add(new Resource(object));
    }
  }

  private static List<JsonNode> documents(byte[] content, String path) {
    try {
      return YamlReader.readAllLiterally(new String(content, StandardCharsets.UTF_8));
    } catch (YamlException e) {
      throw KubectlException.error(
          "accumulating resources: accumulation err='accumulating resources from '%s': MalformedYAMLError: %s in File: %s'"
              .formatted(path, e.getMessage(), path));
    }
  }

  private byte[] file(Path folder, String path) {
    var place = folder.resolve(path).normalize();
    var content = files.read(place);
    if (content == null) {
      throw KubectlException.error(
          "evalsymlink failure on '%1$s' : lstat %1$s: no such file or directory".formatted(place));
    }
    inside(folder, place);
    return content;
  }

  /** A kustomization reads no files of folders that are not its own. */
  private static void inside(Path folder, Path place) {
    if (!place.startsWith(folder)) {
      throw KubectlException.error(
          "security; file '%s' is not in or below '%s'".formatted(place, folder));
    }
  }
}
