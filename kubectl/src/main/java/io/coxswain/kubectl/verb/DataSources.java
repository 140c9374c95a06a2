package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.invocation.KubectlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the keys and values of a ConfigMap or Secret come from. */
final class DataSources {
  @Option(names = "--from-literal", description = "KEY=VALUE; can be repeated.")
  List<String> literals = new ArrayList<>();

  @Option(names = "--from-file", description = "[KEY=]FILE or a folder; can be repeated.")
  List<String> files = new ArrayList<>();

  @Option(names = "--from-env-file", description = "A file of KEY=VALUE lines; can be repeated.")
  List<String> environmentFiles = new ArrayList<>();

  private String target = "";

  /** The values by key; errors name the target, such as {@code ConfigMap "a"}. */
  Map<String, byte[]> read(Session session, String target) {
    this.target = target;
    if (!environmentFiles.isEmpty() && !(files.isEmpty() && literals.isEmpty())) {
      throw KubectlException.error(
          "from-env-file cannot be combined with from-file or from-literal");
    }
    Map<String, byte[]> data = new TreeMap<>();
    for (var file : files) {
      readFile(session.terminal().directory(), file, data);
    }
    for (var literal : literals) {
      var equals = literal.indexOf('=');
      if (equals <= 0) {
        throw KubectlException.error("invalid literal source " + literal + ", expected key=value");
      }
      var value = literal.substring(equals + 1);
      put(data, literal.substring(0, equals), value.getBytes(StandardCharsets.UTF_8));
    }
    for (var file : environmentFiles) {
      readEnvironment(session, file, data);
    }
    return data;
  }

  private void put(Map<String, byte[]> data, String key, byte[] value) {
    if (!key.matches("[-._a-zA-Z0-9]+")) {
      throw KubectlException.error(
          "\"%s\" is not valid key name: a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
              .formatted(key));
    }
    if (data.putIfAbsent(key, value) != null) {
      throw KubectlException.error(
          "cannot add key \"%s\", another key by that name already exists in Data for %s"
              .formatted(key, target));
    }
  }

  private void readFile(Path directory, String source, Map<String, byte[]> data) {
    var equals = source.indexOf('=');
    var path = directory.resolve(source.substring(equals + 1));
    try {
      if (!Files.isDirectory(path)) {
        var key = equals > 0 ? source.substring(0, equals) : path.getFileName().toString();
        put(data, key, Files.readAllBytes(path));
        return;
      }
      try (var children = Files.list(path)) {
        for (var child : children.filter(Files::isRegularFile).sorted().toList()) {
          put(data, child.getFileName().toString(), Files.readAllBytes(child));
        }
      }
    } catch (IOException e) {
      throw KubectlException.error(
          "error reading " + source.substring(equals + 1) + ": no such file or directory");
    }
  }

  private void readEnvironment(Session session, String file, Map<String, byte[]> data) {
    try {
      for (var line : Files.readAllLines(session.terminal().directory().resolve(file))) {
        var text = line.stripLeading();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        var equals = text.indexOf('=');
        var key = equals < 0 ? text : text.substring(0, equals);
        var value = equals < 0 ? session.terminal().variable(key) : text.substring(equals + 1);
        put(data, key, value.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw KubectlException.error("error reading " + file + ": " + e.getMessage());
    }
  }
}
