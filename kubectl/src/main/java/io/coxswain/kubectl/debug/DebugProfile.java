package io.coxswain.kubectl.debug;

import io.coxswain.kubectl.invocation.KubectlException;
import io.coxswain.kubectl.tree.Trees;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** What a debugging container may do, and what its pod shares with it (KEP-1441). */
public enum DebugProfile {
  LEGACY,
  GENERAL,
  BASELINE,
  RESTRICTED,
  NETADMIN,
  SYSADMIN;

  /** Where the container is. */
  public enum Place {
    /** An ephemeral container of the pod itself. */
    POD,
    COPY,
    NODE
  }

  /** What a copy keeps of its pod. */
  public record Keep(
      boolean labels,
      boolean annotations,
      boolean liveness,
      boolean readiness,
      boolean startup,
      boolean initContainers) {}

  public static DebugProfile named(String name) {
    for (var profile : values()) {
      if (profile.name().toLowerCase(Locale.ROOT).equals(name)) {
        return profile;
      }
    }
    throw KubectlException.error("unknown profile: " + name);
  }

  /** Changes the pod and its debugging container. */
  public void apply(Place place, ObjectNode pod, ObjectNode container, Keep keep) {
    secure(place, container);
    var spec = Trees.ensure(pod, "spec");
    switch (place) {
      case POD -> {}
      case COPY -> {
        strip(pod, spec, keep);
        if (this != LEGACY && !spec.has("shareProcessNamespace")) {
          spec.put("shareProcessNamespace", true);
        }
      }
      case NODE -> {
        if (this == LEGACY || this == GENERAL || this == SYSADMIN) {
          mountRoot(spec, container);
        }
        if (this != BASELINE && this != RESTRICTED) {
          spec.put("hostIPC", true).put("hostNetwork", true).put("hostPID", true);
        }
      }
    }
  }

  private void secure(Place place, ObjectNode container) {
    switch (this) {
      case LEGACY -> {}
      case GENERAL -> {
        if (place == Place.NODE) {
          container.remove("securityContext");
        } else {
          capabilities(container, "SYS_PTRACE");
        }
      }
      case BASELINE -> container.remove("securityContext");
      case RESTRICTED -> {
        container.remove("securityContext");
        var context = Trees.ensure(container, "securityContext");
        context.put("allowPrivilegeEscalation", false);
        context.put("runAsNonRoot", true);
        Trees.ensure(context, "capabilities").set("drop", Trees.strings(List.of("ALL")));
        Trees.ensure(context, "seccompProfile").put("type", "RuntimeDefault");
      }
      case NETADMIN -> capabilities(container, "NET_ADMIN", "NET_RAW");
      case SYSADMIN -> Trees.ensure(container, "securityContext").put("privileged", true);
    }
  }

  private static void capabilities(ObjectNode container, String... names) {
    var added = Trees.ensure(container, "securityContext", "capabilities").withArray("add");
    List.of(names).forEach(added::add);
  }

  private static void mountRoot(ObjectNode spec, ObjectNode container) {
    var mount = container.withArray("volumeMounts").addObject();
    mount.put("mountPath", "/host").put("name", "host-root");
    var volume = spec.withArray("volumes").addObject();
    volume.put("name", "host-root");
    Trees.ensure(volume, "hostPath").put("path", "/");
  }

  /** The legacy profile takes labels only, whatever is to be kept. */
  private void strip(ObjectNode pod, ObjectNode spec, Keep keep) {
    var metadata = Trees.ensure(pod, "metadata");
    if (this == LEGACY) {
      metadata.remove("labels");
      return;
    }
    if (!keep.labels()) {
      metadata.remove("labels");
    }
    if (!keep.annotations()) {
      metadata.remove("annotations");
    }
    if (!keep.initContainers()) {
      spec.remove("initContainers");
    }
    for (var list : List.of("containers", "initContainers")) {
      for (var container : Trees.items(spec, list)) {
        probes((ObjectNode) container, keep);
      }
    }
  }

  private static void probes(ObjectNode container, Keep keep) {
    if (!keep.liveness()) {
      container.remove("livenessProbe");
    }
    if (!keep.readiness()) {
      container.remove("readinessProbe");
    }
    if (!keep.startup()) {
      container.remove("startupProbe");
    }
  }
}
