package io.coxswain.cluster;

import io.coxswain.cluster.pki.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** {@code cox kubeconfig}: prints the administrator's kubeconfig, or merges it into the user's. */
@Command(
    name = "kubeconfig",
    description = "Prints the cluster's kubeconfig.",
    mixinStandardHelpOptions = true)
final class KubeconfigCommand implements Callable<Integer> {
  private static final YAMLMapper YAML = new YAMLMapper();

  @Mixin DataDirectory data = new DataDirectory();

  @Option(
      names = "--merge",
      description = "Merge it into $KUBECONFIG or ~/.kube/config and make it the current context.")
  boolean merge;

  @Override
  public Integer call() throws IOException {
    data.spec();
    var own = data.directory().kubeconfig();
    if (!merge) {
      System.out.print(Files.readString(own));
      return 0;
    }
    var target = target();
    var merged =
        merge(
            Files.exists(target)
                ? YAML.readTree(Files.readAllBytes(target))
                : YAML.createObjectNode(),
            YAML.readTree(Files.readAllBytes(own)));
    var folder = target.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    PrivateFiles.write(target, YAML.writeValueAsString(merged));
    System.err.println("merged into " + target + "; the current context is coxswain");
    return 0;
  }

  /**
   * Entries of {@code own} replace those of the same name; everything else of {@code existing}
   * stays.
   */
  static JsonNode merge(JsonNode existing, JsonNode own) {
    ObjectNode result =
        existing.isObject() ? ((ObjectNode) existing).deepCopy() : YAML.createObjectNode();
    result.put("apiVersion", "v1").put("kind", "Config");
    for (var list : new String[] {"clusters", "users", "contexts"}) {
      var entries = YAML.createArrayNode();
      if (result.path(list) instanceof ArrayNode old) {
        old.valueStream()
            .filter(entry -> !named(own.path(list), entry.path("name").asString("")))
            .forEach(entries::add);
      }
      own.path(list).forEach(entries::add);
      result.set(list, entries);
    }
    result.set("current-context", own.path("current-context"));
    return result;
  }

  private static boolean named(JsonNode entries, String name) {
    return entries.valueStream().anyMatch(entry -> entry.path("name").asString("").equals(name));
  }

  private static Path target() {
    var variable = System.getenv("KUBECONFIG");
    return variable == null || variable.isBlank()
        ? Path.of(System.getProperty("user.home"), ".kube", "config")
        : Path.of(variable.split(java.io.File.pathSeparator, 2)[0]);
  }
}
