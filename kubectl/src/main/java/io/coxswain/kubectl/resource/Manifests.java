package io.coxswain.kubectl.resource;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.invocation.Terminal;
import io.coxswain.kubectl.tree.JsonWriter;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlException;
import io.coxswain.kubectl.tree.YamlReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the objects of {@code -f}: files, folders, URLs and standard input; YAML streams and JSON.
 */
public final class Manifests {
  private static final Set<String> EXTENSIONS = Set.of(".json", ".yaml", ".yml");
  private final Terminal terminal;
  private final List<String> problems = new ArrayList<>();

  public Manifests(Terminal terminal) {
    this.terminal = terminal;
  }

  /** An object as written and the file it was in. */
  public record Document(ObjectNode object, String source) {}

  /** Errors of files that could not be read; the others are still worth working on. */
  public List<String> problems() {
    return problems;
  }

  public List<Document> read(List<String> names, boolean recursive) {
    var documents = new ArrayList<Document>();
    for (var name : names) {
      if (name.equals("-")) {
        parse(readInput(), "STDIN", documents);
      } else if (name.startsWith("http://") || name.startsWith("https://")) {
        parse(download(name), name, documents);
      } else {
        readPath(name, recursive, documents);
      }
    }
    return documents;
  }

  private void readPath(String name, boolean recursive, List<Document> documents) {
    var path = terminal.directory().resolve(name);
    if (!Files.exists(path)) {
      throw KubectlException.error("the path " + JsonWriter.quote(name) + " does not exist");
    }
    if (!Files.isDirectory(path)) {
      parse(readFile(path), name, documents);
      return;
    }
    try (var found = Files.walk(path, recursive ? Integer.MAX_VALUE : 1)) {
      var files = found.filter(Files::isRegularFile).filter(Manifests::hasExtension).sorted();
      for (var file : files.toList()) {
        var shown = Path.of(name).resolve(path.relativize(file)).toString();
        parse(readFile(file), shown, documents);
      }
    } catch (IOException e) {
      throw KubectlException.error("reading " + JsonWriter.quote(name) + ": " + e);
    }
  }

  private static boolean hasExtension(Path file) {
    var name = file.getFileName().toString();
    return EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  private static String readFile(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw KubectlException.error("open " + path + ": " + e.getMessage());
    }
  }

  private String readInput() {
    try {
      return new String(terminal.in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw KubectlException.error("reading standard input: " + e.getMessage());
    }
  }

  private static String download(String address) {
    try (var in = URI.create(address).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw KubectlException.error("unable to read URL " + JsonWriter.quote(address) + ": " + e);
    }
  }

  private void parse(String text, String source, List<Document> documents) {
    try {
      for (var tree : YamlReader.readAll(text)) {
        if (tree instanceof ObjectNode object) {
          add(object, source, documents);
        } else if (!tree.isNull()) {
          problems.add(
              "error: error validating %s: error validating data: invalid object to validate; if you choose to ignore these errors, turn validation off with --validate=false"
                  .formatted(JsonWriter.quote(source)));
        }
      }
    } catch (YamlException e) {
      problems.add(
          "error: error parsing " + source + ": error converting YAML to JSON: " + e.getMessage());
    }
  }

  private void add(ObjectNode object, String source, List<Document> documents) {
    var missing = new ArrayList<String>();
    if (text(object, "apiVersion").isEmpty()) {
      missing.add("apiVersion not set");
    }
    if (text(object, "kind").isEmpty()) {
      missing.add("kind not set");
    }
    if (!missing.isEmpty()) {
      var what = missing.size() == 1 ? missing.getFirst() : "[" + String.join(", ", missing) + "]";
      problems.add(
          "error: error validating %s: error validating data: %s; if you choose to ignore these errors, turn validation off with --validate=false"
              .formatted(JsonWriter.quote(source), what));
    } else if (text(object, "kind").endsWith("List") && object.path("items").isArray()) {
      for (var item : Trees.items(object, "items")) {
        if (item instanceof ObjectNode child) {
          add(child, source, documents);
        }
      }
    } else {
      documents.add(new Document(object, source));
    }
  }
}
