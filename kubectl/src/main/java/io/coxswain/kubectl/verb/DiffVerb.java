package io.coxswain.kubectl.verb;

import io.coxswain.kubectl.apply.LastApplied;
import io.coxswain.kubectl.apply.ThreeWayPatch;
import io.coxswain.kubectl.command.Failures;
import io.coxswain.kubectl.command.FileOptions;
import io.coxswain.kubectl.command.Finder;
import io.coxswain.kubectl.command.Session;
import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.http.ApiError;
import io.coxswain.kubectl.http.Query;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.resource.LabelSelector;
import io.coxswain.kubectl.resource.Located;
import io.coxswain.kubectl.tree.Trees;
import io.coxswain.kubectl.tree.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows what apply would change: asks the server for a dry run and hands both versions to {@code
 * diff -u -N}, or to the program of {@code KUBECTL_EXTERNAL_DIFF}. Exit code 1 means differences.
 */
public final class DiffVerb extends Verb {
  @Mixin FileOptions files = new FileOptions();

  @Option(names = "--server-side", description = "Compare with a server-side apply.")
  boolean serverSide;

  @Option(names = "--force-conflicts", description = "Take over fields that others own.")
  boolean forceConflicts;

  @Option(names = "--field-manager", description = "Name of the owner of the applied fields.")
  String fieldManager = "kubectl-client-side-apply";

  @Option(
      names = {"-l", "--selector"},
      description = "Compare the objects with these labels only.")
  String selector = "";

  @Option(names = "--show-managed-fields", description = "Compare managedFields too.")
  boolean managedFields;

  @Option(names = "--prune", description = "Not supported: show what apply would delete.")
  boolean prune;

  @Option(names = "--prune-allowlist", description = "Types for --prune.")
  List<String> pruneAllowlist = new ArrayList<>();

  @Option(names = "--concurrency", description = "Accepted.")
  int concurrency = 1;

  @Override
  public int run(Session session) {
    if (files.isEmpty()) {
      throw new KubectlException("error: must specify one of -f and -k", 2);
    }
    if (prune) {
      throw new KubectlException(
          "error: --prune is not supported: see what apply --prune --dry-run=server prints", 2);
    }
    try {
      return compare(session);
    } catch (KubectlException e) {
      // One means differences here, so that errors have to be something else.
      throw new KubectlException(String.valueOf(e.getMessage()), Math.max(2, e.exitCode()));
    }
  }

  private int compare(Session session) {
    var failures = new Failures();
    var objects = new Finder(session, failures).local(files);
    if (!selector.isEmpty()) {
      var labels = LabelSelector.parse(selector);
      objects.removeIf(item -> !labels.matches(Trees.textMap(item.object(), "metadata", "labels")));
    }
    try {
      var live = Files.createTempDirectory("LIVE-");
      var merged = Files.createTempDirectory("MERGED-");
      try {
        for (var item : objects) {
          failures.attempt(() -> write(session, item, live, merged));
        }
        failures.raise();
        return runProgram(session, live, merged);
      } finally {
        delete(live);
        delete(merged);
      }
    } catch (IOException e) {
      throw KubectlException.error("unable to write the versions to compare: " + e.getMessage());
    }
  }

  private void write(Session session, Located item, Path live, Path merged) {
    var current = current(session, item);
    var after = after(session, item, current);
    var before = current == null ? null : current.deepCopy();
    clean(before);
    clean(after);
    if (item.type().kind().equals("Secret") && item.type().group().isEmpty()) {
      mask(before, after);
    }
    var type = item.type();
    var name =
        String.join(
            ".",
            type.apiVersion().replace('/', '.'),
            type.kind(),
            item.namespace() == null ? "" : item.namespace(),
            item.name());
    try {
      Files.writeString(live.resolve(name), before == null ? "" : YamlWriter.write(before));
      Files.writeString(merged.resolve(name), YamlWriter.write(after));
    } catch (IOException e) {
      throw KubectlException.error("unable to write " + name + ": " + e.getMessage());
    }
  }

  private static @Nullable ObjectNode current(Session session, Located item) {
    try {
      return (ObjectNode) session.api().get(item.path());
    } catch (ApiError e) {
      if (e.isNotFound()) {
        return null;
      }
      throw e;
    }
  }

  private ObjectNode after(Session session, Located item, @Nullable ObjectNode current) {
    var manifest = (ObjectNode) item.object();
    // As in what apply remembers: without it the difference would take the annotations away.
    Trees.ensure(manifest, "metadata", "annotations");
    var query = Query.of().with("dryRun", "All");
    JsonNode result;
    if (serverSide) {
      query.with("fieldManager", fieldManager.contains("client-side") ? "kubectl" : fieldManager);
      query.with("force", forceConflicts);
      result = session.api().patch(item.path() + query, manifest, ApiClient.APPLY_PATCH);
    } else if (current == null) {
      query.with("fieldManager", fieldManager);
      result = session.api().post(item.type().collection(item.namespace()) + query, manifest);
    } else {
      var original = LastApplied.of(current);
      var patch = ThreeWayPatch.of(original == null ? Trees.object() : original, manifest, current);
      if (patch.isEmpty()) {
        return current.deepCopy();
      }
      query.with("fieldManager", fieldManager);
      var type = patch.strategic() ? ApiClient.STRATEGIC_PATCH : ApiClient.MERGE_PATCH;
      result = session.api().patch(item.path() + query, patch.patch(), type);
    }
    return (ObjectNode) result;
  }

  private void clean(@Nullable ObjectNode object) {
    if (object != null && !managedFields && object.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
  }

  /** Values of Secrets are shown as stars; those that differ say which is which. */
  private static void mask(@Nullable ObjectNode before, ObjectNode after) {
    var old = before == null ? Trees.object() : Trees.ensure(before, "data");
    var changed = Trees.ensure(after, "data");
    for (var name : List.copyOf(changed.propertyNames())) {
      var differs = old.has(name) && !old.path(name).equals(changed.path(name));
      changed.put(name, differs ? "*** (after)" : "***");
      if (old.has(name)) {
        old.put(name, differs ? "*** (before)" : "***");
      }
    }
    for (var name : List.copyOf(old.propertyNames())) {
      if (!changed.has(name)) {
        old.put(name, "***");
      }
    }
    for (var object : java.util.Arrays.asList(before, after)) {
      if (object != null
          && object.path("metadata").get("annotations") instanceof ObjectNode annotations
          && annotations.has(LastApplied.ANNOTATION)) {
        annotations.put(LastApplied.ANNOTATION, "***");
      }
    }
  }

  private static int runProgram(Session session, Path live, Path merged) throws IOException {
    var external = session.terminal().variable("KUBECTL_EXTERNAL_DIFF");
    var command = new ArrayList<String>();
    if (external.isEmpty()) {
      command.addAll(List.of("diff", "-u", "-N"));
    } else {
      command.addAll(List.of(external.strip().split(" +")));
    }
    command.addAll(List.of(live.toString(), merged.toString()));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw KubectlException.error(
          "failed to run \"%s\": executable file not found in $PATH".formatted(command.getFirst()));
    }
    try (var output = process.getInputStream()) {
      output.transferTo(session.out());
    }
    try {
      var code = process.waitFor();
      if (code > 1) {
        throw new KubectlException(
            "error: " + command.getFirst() + " ended with exit code " + code, code);
      }
      return code;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KubectlException.error("interrupted");
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
