package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.command.OutputOption;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what helps to find out what is wrong with a cluster: its nodes, workloads and logs. */
public final class ClusterInfoDumpVerb extends Verb {
  private static final List<Map.Entry<String, String>> PARTS =
      List.of(
          Map.entry("events", "events"),
          Map.entry("replication-controllers", "replicationcontrollers"),
          Map.entry("services", "services"),
          Map.entry("daemonsets", "daemonsets"),
          Map.entry("deployments", "deployments"),
          Map.entry("replicasets", "replicasets"),
          Map.entry("pods", "pods"));

  @Option(
      names = {"-A", "--all-namespaces"},
      description = "The objects of all namespaces.")
  boolean allNamespaces;

  @Option(
      names = "--namespaces",
      split = ",",
      description = "The objects of these namespaces instead of the current and kube-system.")
  List<String> namespaces = new ArrayList<>();

  @Option(
      names = "--output-directory",
      description = "Folder for a file of each kind; - or nothing for standard output.")
  String directory = "";

  @Option(names = "--pod-running-timeout", description = "How long to wait for a running pod.")
  String runningTimeout = "20s";

  @Mixin OutputOption output = new OutputOption();

  @Override
  public int run(Session session) {
    if (output.isDefault()) {
      output.output = "json";
    }
    var printer = output.printer();
    write(session, "nodes." + extension(), printer.print(list(session, "nodes", null)));
    for (var namespace : namespaces(session)) {
      for (var part : PARTS) {
        var list = list(session, part.getValue(), namespace);
        write(session, namespace + "/" + part.getKey() + "." + extension(), printer.print(list));
      }
      for (var pod : Trees.items(list(session, "pods", namespace), "items")) {
        logs(session, namespace, pod);
      }
    }
    if (toFiles()) {
      session.out().println("Cluster info dumped to " + directory);
    }
    return 0;
  }

  private boolean toFiles() {
    return !directory.isEmpty() && !directory.equals("-");
  }

  private String extension() {
    var format = String.valueOf(output.output);
    return format.equals("json") || format.equals("yaml") ? format : "txt";
  }

  private List<String> namespaces(Session session) {
    if (allNamespaces) {
      return Trees.items(list(session, "namespaces", null), "items").stream()
          .map(Trees::name)
          .toList();
    }
    return namespaces.isEmpty() ? List.of("kube-system", session.namespace()) : namespaces;
  }

  private static JsonNode list(Session session, String resource, @Nullable String namespace) {
    var type = session.resources().named(resource);
    var list = session.api().get(type.collection(namespace));
    if (list.path("items").isEmpty()) {
      ((ObjectNode) list).putNull("items"); // as Go has an empty list
    }
    // a typed list does not say of each item what it is
    for (var item : Trees.items(list, "items")) {
      ((ObjectNode) item).remove(List.of("apiVersion", "kind"));
    }
    return list;
  }

  private void logs(Session session, String namespace, JsonNode pod) {
    var text = new StringBuilder();
    for (var container : PodsOf.containerNames(pod)) {
      var what =
          " logs for container %s of pod %s/%s ====\n"
              .formatted(container, namespace, Trees.name(pod));
      text.append("==== START").append(what).append(log(session, namespace, pod, container));
      text.append("==== END").append(what);
    }
    write(session, namespace + "/" + Trees.name(pod) + "/logs.txt", text.toString());
  }

  private static String log(Session session, String namespace, JsonNode pod, String container) {
    var path =
        session.resources().named("pods").path(namespace, Trees.name(pod))
            + "/log"
            + Query.of().with("container", container);
    try {
      var log = session.api().sendText("GET", path, null, "", "*/*");
      return new String(log, StandardCharsets.UTF_8);
    } catch (ApiError e) {
      return "Request log error: " + e.serverMessage() + "\n";
    }
  }

  private void write(Session session, String name, String text) {
    if (!toFiles()) {
      session.out().print(text);
      return;
    }
    var file = session.terminal().directory().resolve(directory).resolve(name);
    try {
      var parent = file.getParent();
      Files.createDirectories(parent == null ? Path.of("") : parent);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw KubectlException.error("unable to write " + file + ": " + e.getMessage());
    }
  }
}
