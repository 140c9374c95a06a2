package io.coxswain.cluster;

import io.coxswain.cluster.process.Jvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The manifests given to {@code cox up}: what is in them, and applying them with this
 * installation's kubectl.
 */
final class Manifests {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** One object a manifest names. */
  record Item(String kind, String namespace, String name) {}

  private Manifests() {}

  static List<Item> read(List<Path> files) throws IOException {
    var items = new ArrayList<Item>();
    for (var file : files) {
      try (var documents =
          YAML.readerFor(JsonNode.class).<JsonNode>readValues(Files.readAllBytes(file))) {
        while (documents.hasNext()) {
          var document = documents.next();
          if (document.isObject()) {
            items.add(
                new Item(
                    document.path("kind").asString(""),
                    document.path("metadata").path("namespace").asString("default"),
                    document.path("metadata").path("name").asString("")));
          }
        }
      }
    }
    return items;
  }

  /** Runs {@code kubectl apply}; its output goes to standard error as progress. */
  static void apply(Jvm jvm, Path kubeconfig, List<Path> files, Progress progress)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                jvm.home().resolve("bin/kubectl").toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "apply"));
    for (var file : files) {
      command.add("-f");
      command.add(file.toString());
    }
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    try (var lines = process.inputReader()) {
      lines.lines().forEach(progress::say);
    }
    if (process.waitFor() != 0) {
      throw new CoxException("kubectl apply failed; the cluster itself is up");
    }
  }
}
