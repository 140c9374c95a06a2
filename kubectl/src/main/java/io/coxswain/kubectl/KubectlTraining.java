package io.coxswain.kubectl;

import io.coxswain.kubectl.invocation.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * The run that kubectl's AOT cache is made from: its everyday verbs against the cluster of {@code
 * KUBECONFIG}. On the class path of kubectl alone, because a cache serves the class path that it
 * was made with.
 */
public final class KubectlTraining {
  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: training
      data:
        key: value
      """;

  private static final List<List<String>> RUNS =
      List.of(
          List.of("version"),
          List.of("apply", "-f", "-"),
          List.of("get", "pods"),
          List.of("get", "nodes", "-o", "wide"),
          List.of("get", "configmap", "training", "-o", "yaml"),
          List.of("describe", "configmap", "training"),
          List.of("delete", "-f", "-"));

  private KubectlTraining() {}

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    Class.forName("io.coxswain.kubectl.KubectlMain"); // what is not in the cache opens jars
    for (var run : RUNS) {
      try (var nothing = new PrintStream(OutputStream.nullOutputStream())) {
        var terminal =
            new Terminal(
                new ByteArrayInputStream(CONFIG_MAP.getBytes(StandardCharsets.UTF_8)),
                nothing,
                System.err,
                System.getenv(),
                Path.of("").toAbsolutePath(),
                Path.of("/nonexistent"),
                InstantSource.system());
        if (new Kubectl(terminal).run(run.toArray(String[]::new)) != 0) {
          throw new IOException("the training run " + run + " failed");
        }
      }
    }
    System.exit(0);
  }
}
