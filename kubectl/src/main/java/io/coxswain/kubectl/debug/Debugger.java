package io.coxswain.kubectl.debug;

import static io.coxswain.kubectl.tree.Trees.text;

import io.coxswain.kubectl.apply.LocalPatch;
import io.coxswain.kubectl.debug.DebugProfile.Keep;
import io.coxswain.kubectl.debug.DebugProfile.Place;
import io.coxswain.kubectl.http.ApiClient;
import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The container to look with, and how it gets into a pod, a copy of one or onto a node.
 *
 * @param image empty where a copy's container keeps its own
 * @param command what follows {@code --}; arguments where {@code argumentsOnly}
 * @param custom a partial container that is merged into it (KEP-4292)
 */
public record Debugger(
    String image,
    String pullPolicy,
    Map<String, String> environment,
    List<String> command,
    boolean argumentsOnly,
    boolean stdin,
    boolean tty,
    DebugProfile profile,
    Keep keep,
    @Nullable ObjectNode custom) {

  /** The strategic patch that adds an ephemeral container to a pod. */
  public ObjectNode ephemeral(JsonNode pod, String name, String target) {
    var container = Trees.object();
    container.put("name", name);
    container.put("terminationMessagePolicy", "File");
    fill(container);
    if (!target.isEmpty()) {
      container.put("targetContainerName", target);
    }
    profile.apply(Place.POD, ((ObjectNode) pod).deepCopy(), container, keep);
    var patch = Trees.object();
    Trees.ensure(patch, "spec")
        .set("ephemeralContainers", Trees.array().add(customized(container)));
    return patch;
  }

  /** A pod that sees a node as its own processes do. */
  public ObjectNode onNode(String node, String podName, String name) {
    var pod = Trees.object();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    var metadata = Trees.ensure(pod, "metadata");
    metadata.put("name", podName);
    Trees.ensure(metadata, "labels").put("app.kubernetes.io/managed-by", "kubectl-debug");
    var spec = Trees.ensure(pod, "spec");
    var container = Trees.object();
    container.put("name", name);
    container.put("terminationMessagePolicy", "File");
    fill(container);
    spec.put("nodeName", node);
    spec.put("restartPolicy", "Never");
    spec.withArray("tolerations").addObject().put("operator", "Exists");
    profile.apply(Place.NODE, pod, container, keep);
    spec.set("containers", Trees.array().add(customized(container)));
    return pod;
  }

  /** How a copy differs from its pod beside the debugging container. */
  public record Copy(
      String name,
      Map<String, String> images,
      @Nullable Boolean shareProcesses,
      boolean sameNode) {}

  /**
   * A copy of a pod in which the named container is changed or added; the name is empty where only
   * images are set.
   */
  public ObjectNode copy(JsonNode pod, Copy how, String name) {
    var copy = Trees.object();
    copy.put("apiVersion", "v1");
    copy.put("kind", "Pod");
    var metadata = Trees.ensure(copy, "metadata");
    metadata.put("name", how.name());
    metadata.put("namespace", Trees.namespace(pod));
    for (var field : List.of("annotations", "labels")) {
      if (Trees.has(pod, "metadata", field)) {
        metadata.set(field, pod.path("metadata").path(field).deepCopy());
      }
    }
    var spec = (ObjectNode) pod.path("spec").deepCopy();
    copy.set("spec", spec);
    spec.remove("ephemeralContainers");
    if (how.shareProcesses() != null) {
      spec.put("shareProcessNamespace", how.shareProcesses());
    }
    if (!how.sameNode()) {
      spec.remove("nodeName");
    }
    for (var container : Trees.items(spec, "containers")) {
      var image = how.images().getOrDefault(text(container, "name"), how.images().get("*"));
      if (image != null) {
        ((ObjectNode) container).put("image", image);
      }
    }
    if (!name.isEmpty()) {
      var container = container(spec, name);
      fill(container);
      profile.apply(Place.COPY, copy, container, keep);
      if (custom != null) {
        var changed = customized(container);
        container.removeAll();
        container.setAll(changed);
      }
    }
    return copy;
  }

  private ObjectNode container(ObjectNode spec, String name) {
    for (var list : List.of("containers", "initContainers")) {
      for (var container : Trees.items(spec, list)) {
        if (text(container, "name").equals(name)) {
          return (ObjectNode) container;
        }
      }
    }
    if (image.isEmpty()) {
      throw KubectlException.error("you must specify image when creating new container");
    }
    var added = spec.withArray("containers").addObject();
    return added.put("name", name).put("terminationMessagePolicy", "File");
  }

  private void fill(ObjectNode container) {
    if (!command.isEmpty()) {
      container.set(argumentsOnly ? "args" : "command", Trees.strings(command));
      if (!argumentsOnly) {
        container.remove("args");
      }
    }
    if (!environment.isEmpty()) {
      var variables = Trees.array();
      environment.forEach(
          (name, value) -> variables.add(Trees.object().put("name", name).put("value", value)));
      container.set("env", variables);
    }
    if (!image.isEmpty()) {
      container.put("image", image);
    }
    if (!pullPolicy.isEmpty()) {
      container.put("imagePullPolicy", pullPolicy);
    }
    put(container, "stdin", stdin);
    put(container, "tty", tty);
  }

  private static void put(ObjectNode container, String field, boolean value) {
    container.remove(field);
    if (value) {
      container.put(field, true);
    }
  }

  /** A pod around the container lends its schema to the merge. */
  private ObjectNode customized(ObjectNode container) {
    if (custom == null) {
      return container;
    }
    var changes = custom.deepCopy().put("name", text(container, "name"));
    var merged = LocalPatch.apply(around(container), around(changes), ApiClient.STRATEGIC_PATCH);
    return (ObjectNode) merged.path("spec").path("containers").path(0);
  }

  private static ObjectNode around(ObjectNode container) {
    var pod = Trees.object();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    Trees.ensure(pod, "spec").set("containers", Trees.array().add(container));
    return pod;
  }
}
