package io.coxswain.kubectl;

import io.coxswain.kubectl.command.Verb;
import io.coxswain.kubectl.verb.GetVerb;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The verbs by name. A switch, so that only the class of the one that runs is loaded. */
final class VerbCatalog {
  private static final Set<String> GROUPS = Set.of("create", "rollout", "set", "config", "auth");

  private VerbCatalog() {}

  /** Has the verb verbs of its own? */
  static boolean isGroup(String name) {
    return GROUPS.contains(name);
  }

  static @Nullable Verb find(String name) {
    return switch (name) {
      case "get" -> new GetVerb();
      case "apply" -> new io.coxswain.kubectl.verb.ApplyVerb();
      case "delete" -> new io.coxswain.kubectl.verb.DeleteVerb();
      default -> null;
    };
  }

  static String usage() {
    return "";
  }

  static String usage(String group) {
    return group;
  }

  static String summary(String name) {
    return name;
  }
}
