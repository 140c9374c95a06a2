package io.coxswain.apiserver.registry.validation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Annotations of pods and templates that mean something to the system. */
final class PodAnnotationValidation {
  static final String MIRROR = "kubernetes.io/config.mirror";
  static final String APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";
  private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
  private static final String SECCOMP_POD = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
  private static final String LOCALHOST = "localhost/";
  private static final List<String> RUNTIME = List.of("runtime/default", "docker/default");
  private static final String UNCONFINED = "unconfined";

  private PodAnnotationValidation() {}

  static void validate(Value annotations, Value spec, Errors errors) {
    for (var entry : annotations.entries()) {
      var key = entry.key();
      if (key.equals(MIRROR) && spec.get("nodeName").text().isEmpty()) {
        errors.invalid(entry, "must set spec.nodeName if mirror pod annotation is set");
      } else if (key.equals(DELETION_COST) && !isCost(entry.text())) {
        errors.invalid(entry, "must be a 32bit integer");
      } else if (key.equals(SECCOMP_POD) || key.startsWith(SECCOMP)) {
        seccomp(Value.at(annotations.path() + "." + key, entry.node()), errors);
      } else if (key.startsWith(APP_ARMOR)) {
        appArmor(entry, spec, errors);
      }
    }
  }

  private static boolean isCost(String text) {
    if (!text.matches("0|-[0-9]+|[1-9][0-9]*")) {
      return false;
    }
    try {
      Integer.parseInt(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void seccomp(Value profile, Errors errors) {
    var text = profile.text();
    if (text.startsWith(LOCALHOST)) {
      var path = text.substring(LOCALHOST.length());
      MountValidation.descending(Value.at(profile.path(), StringNode.valueOf(path)), errors);
    } else if (!RUNTIME.contains(text) && !text.equals(UNCONFINED)) {
      errors.invalid(profile, "must be a valid seccomp profile");
    }
  }

  private static void appArmor(Value entry, Value spec, Errors errors) {
    var name = entry.key().substring(APP_ARMOR.length());
    if (allContainers(spec).stream().noneMatch(container -> container.get("name").is(name))) {
      errors.invalid(entry, name, "container not found");
    }
    var profile = entry.text();
    if (!profile.isEmpty()
        && !profile.equals("runtime/default")
        && !profile.equals(UNCONFINED)
        && !profile.startsWith(LOCALHOST)) {
      errors.invalid(entry, "invalid AppArmor profile name: " + Errors.quote(profile));
    }
  }

  private static List<Value> allContainers(Value spec) {
    List<Value> all = new ArrayList<>();
    for (var list : List.of("initContainers", "containers", "ephemeralContainers")) {
      all.addAll(spec.get(list).items());
    }
    return all;
  }

  /** Old annotations and the fields that came after them say the same. */
  static void matchFields(Value annotations, Value spec, Errors errors) {
    if (annotations.size() == 0) {
      return;
    }
    var context = spec.get("securityContext");
    var windows = spec.in("os", "name").is("windows");
    match("seccomp", annotations.get(SECCOMP_POD), context.get("seccompProfile"), null, errors);
    for (var container : allContainers(spec)) {
      var profile = container.in("securityContext", "seccompProfile");
      var annotation = annotations.get(SECCOMP + container.get("name").text());
      match("seccomp", annotation, profile, null, errors);
    }
    for (var container : windows ? List.<Value>of() : allContainers(spec)) {
      var profile = container.in("securityContext", "appArmorProfile");
      var annotation = annotations.get(APP_ARMOR + container.get("name").text());
      match("apparmor", annotation, profile, context.get("appArmorProfile"), errors);
    }
  }

  private static void match(
      String kind, Value annotation, Value own, @Nullable Value inherited, Errors errors) {
    var profile = own.exists() || inherited == null ? own : inherited;
    if (!annotation.exists() || !profile.exists()) {
      return;
    }
    var text = annotation.text();
    var sameType =
        switch (profile.get("type").text()) {
          case "Unconfined" -> text.equals(UNCONFINED);
          case "RuntimeDefault" ->
              text.equals("runtime/default")
                  || kind.equals("seccomp") && text.equals("docker/default");
          case "Localhost" -> text.startsWith(LOCALHOST);
          default -> true;
        };
    if (!sameType) {
      errors.forbidden(own.get("type"), kind + " type in annotation and field must match");
    } else if (profile.get("type").is("Localhost")
        && !profile.get("localhostProfile").is(text.substring(LOCALHOST.length()))) {
      errors.forbidden(
          own.get("localhostProfile"), kind + " profile in annotation and field must match");
    }
  }

  /** Some annotations are for the time of creation only. */
  static void validateUpdate(Value annotations, Value old, Errors errors) {
    for (var entry : old.entries()) {
      if (!annotations.get(entry.key()).same(entry)) {
        lasting(annotations.entry(entry.key()), "may not remove or update", errors);
      }
    }
    for (var entry : annotations.entries()) {
      if (!old.has(entry.key())) {
        lasting(entry, "may not add", errors);
      }
    }
  }

  private static void lasting(Value entry, String what, Errors errors) {
    if (entry.key().startsWith(APP_ARMOR)) {
      errors.forbidden(entry, what + " AppArmor annotations");
    }
    if (entry.key().equals(MIRROR)) {
      errors.forbidden(entry, what + " mirror pod annotation");
    }
  }
}
