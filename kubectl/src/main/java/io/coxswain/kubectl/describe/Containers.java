package io.coxswain.kubectl.describe;

import static io.coxswain.kubectl.tree.Trees.has;
import static io.coxswain.kubectl.tree.Trees.items;
import static io.coxswain.kubectl.tree.Trees.text;
import static io.coxswain.kubectl.tree.Trees.texts;

import io.coxswain.kubectl.tree.Trees;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The containers section of pods and pod templates. */
final class Containers {
  private final Text out;
  private final int level;
  private final JsonNode pod;

  /** Of a pod, whose fields variables refer to; an empty object where there is only a template. */
  Containers(Text out, int level, JsonNode pod) {
    this.out = out;
    this.level = level;
    this.pod = pod;
  }

  /** Describes containers; statuses are empty for a template. */
  void describe(
      String label, List<JsonNode> containers, List<JsonNode> statuses, boolean template) {
    if (containers.isEmpty()) {
      return;
    }
    out.line(level, label + ":");
    for (var container : containers) {
      var name = text(container, "name");
      var status =
          statuses.stream()
              .filter(candidate -> text(candidate, "name").equals(name))
              .findFirst()
              .orElse(Trees.object());
      // Upstream indents the names in templates by one column more, and nothing else.
      out.line(1, (level > 0 ? " " : "") + name + ":");
      basics(container, status, template);
      words("Command", texts(container, "command"));
      words("Args", texts(container, "args"));
      if (!template && !status.isEmpty()) {
        state("State", status.path("state"));
        if (has(status, "lastState") && !status.path("lastState").isEmpty()) {
          state("Last State", status.path("lastState"));
        }
        out.field(2, "Ready", Trees.flag(status, "ready") ? "True" : "False");
        out.field(2, "Restart Count", Trees.number(status, "restartCount"));
      }
      resources(container);
      probes(container);
      environment(container);
      mounts(container);
    }
  }

  private void basics(JsonNode container, JsonNode status, boolean template) {
    if (!template && !status.isEmpty()) {
      out.field(2, "Container ID", status, "containerID");
    }
    out.field(2, "Image", container, "image");
    if (!template && !status.isEmpty()) {
      out.field(2, "Image ID", status, "imageID");
    }
    var ports = new ArrayList<String>();
    var hostPorts = new ArrayList<String>();
    for (var port : items(container, "ports")) {
      var protocol = "/" + text(port, "protocol");
      ports.add(text(port, "containerPort") + protocol);
      hostPorts.add(Trees.number(port, "hostPort") + protocol);
    }
    var several = ports.size() > 1 ? "s" : "";
    out.field(2, "Port" + several, Text.orNone(ports, ", "));
    out.field(2, "Host Port" + several, Text.orNone(hostPorts, ", "));
  }

  private void words(String label, List<String> words) {
    if (!words.isEmpty()) {
      out.line(2, label + ":");
      for (var word : words) {
        word.lines().forEach(line -> out.line(3, line));
      }
    }
  }

  private void state(String label, JsonNode state) {
    if (state.has("running")) {
      out.field(2, label, "Running");
      out.field(3, "Started", Text.time(text(state, "running", "startedAt")));
    } else if (state.has("terminated")) {
      var terminated = state.path("terminated");
      out.field(2, label, "Terminated");
      out.optional(3, "Reason", text(terminated, "reason"));
      out.optional(3, "Message", text(terminated, "message"));
      out.field(3, "Exit Code", Trees.number(terminated, "exitCode"));
      if (Trees.number(terminated, "signal") > 0) {
        out.field(3, "Signal", Trees.number(terminated, "signal"));
      }
      out.field(3, "Started", Text.time(text(terminated, "startedAt")));
      out.field(3, "Finished", Text.time(text(terminated, "finishedAt")));
    } else {
      out.field(2, label, "Waiting");
      out.optional(3, "Reason", text(state, "waiting", "reason"));
    }
  }

  private void resources(JsonNode container) {
    for (var kind : List.of("limits", "requests")) {
      var amounts = Trees.textMap(container, "resources", kind);
      if (!amounts.isEmpty()) {
        out.line(2, (kind.equals("limits") ? "Limits" : "Requests") + ":");
        amounts.forEach((name, amount) -> out.field(3, name, amount));
      }
    }
  }

  private void probes(JsonNode container) {
    for (var kind : List.of("liveness", "readiness", "startup")) {
      var probe = container.path(kind + "Probe");
      if (probe.isObject()) {
        var label = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        out.field(2, label, Probes.describe(probe));
      }
    }
  }

  private void environment(JsonNode container) {
    var from = items(container, "envFrom");
    if (!from.isEmpty()) {
      out.line(2, "Environment Variables from:");
      for (var source : from) {
        var kind = source.has("secretRef") ? "Secret" : "ConfigMap";
        var reference = source.path(kind.equals("Secret") ? "secretRef" : "configMapRef");
        var prefix = text(source, "prefix");
        var shown = prefix.isEmpty() ? "" : " with prefix '" + prefix + "'";
        out.line(
            3,
            "%s\t%s%s\tOptional: %b"
                .formatted(
                    text(reference, "name"), kind, shown, Trees.flag(reference, "optional")));
      }
    }
    var variables = items(container, "env");
    if (variables.isEmpty()) {
      out.field(2, "Environment", "<none>");
      return;
    }
    out.line(2, "Environment:");
    variables.forEach(this::variable);
  }

  private void variable(JsonNode variable) {
    var name = text(variable, "name");
    var source = variable.path("valueFrom");
    if (!source.isObject()) {
      var first = new boolean[] {true};
      var value = text(variable, "value");
      if (value.isEmpty()) {
        out.field(3, name, "");
      }
      value
          .lines()
          .forEach(
              line -> {
                out.line(3, (first[0] ? name + ":\t" : "\t") + line);
                first[0] = false;
              });
    } else if (source.has("fieldRef")) {
      var reference = source.path("fieldRef");
      var version = text(reference, "apiVersion");
      var path = text(reference, "fieldPath");
      out.field(
          3,
          name,
          "%s (%s:%s)".formatted(fieldValue(path), version.isEmpty() ? "v1" : version, path));
    } else if (source.has("resourceFieldRef")) {
      var reference = source.path("resourceFieldRef");
      out.field(3, name, "(" + text(reference, "resource") + ")");
    } else {
      var secret = source.has("secretKeyRef");
      var reference = source.path(secret ? "secretKeyRef" : "configMapKeyRef");
      out.field(
          3,
          name,
          "<set to the key '%s' %s '%s'>\tOptional: %b"
              .formatted(
                  text(reference, "key"),
                  secret ? "in secret" : "of config map",
                  text(reference, "name"),
                  Trees.flag(reference, "optional")));
    }
  }

  private void mounts(JsonNode container) {
    var mounts = new ArrayList<>(items(container, "volumeMounts"));
    if (mounts.isEmpty()) {
      out.field(2, "Mounts", "<none>");
      return;
    }
    mounts.sort(java.util.Comparator.comparing(mount -> text(mount, "mountPath")));
    out.line(2, "Mounts:");
    for (var mount : mounts) {
      var flags = Trees.flag(mount, "readOnly") ? "ro" : "rw";
      var subPath = text(mount, "subPath");
      out.line(
          3,
          "%s from %s (%s%s)"
              .formatted(
                  text(mount, "mountPath"),
                  text(mount, "name"),
                  flags,
                  subPath.isEmpty() ? "" : ",path=\"" + subPath + "\""));
    }
  }

  /** The pod's value of a field of the downward API, such as {@code metadata.labels['a']}. */
  private String fieldValue(String path) {
    var bracket = path.indexOf("['");
    if (bracket < 0) {
      return text(pod, path.split("\\.", -1));
    }
    var key = path.substring(bracket + 2, Math.max(bracket + 2, path.length() - 2));
    return Trees.textMap(pod, path.substring(0, bracket).split("\\.", -1)).getOrDefault(key, "");
  }
}
