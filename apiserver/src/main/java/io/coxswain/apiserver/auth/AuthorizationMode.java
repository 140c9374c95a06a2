package io.coxswain.apiserver.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The modes of {@code --authorization-mode} that are supported. */
public enum AuthorizationMode {
  /** What kubelets may do, decided by the pods of their node. */
  NODE("Node"),
  /** Roles and their bindings. */
  RBAC("RBAC"),
  /** Everybody who gets in may do everything. */
  ALWAYS_ALLOW("AlwaysAllow");

  /** What is used where nothing else is asked for. */
  public static final List<AuthorizationMode> DEFAULT = List.of(NODE, RBAC);

  private final String word;

  AuthorizationMode(String word) {
    this.word = word;
  }

  /**
   * Reads the option's value.
   *
   * @throws IllegalArgumentException naming a mode that is unknown or given twice
   */
  public static List<AuthorizationMode> parse(List<String> words) {
    var modes = new ArrayList<AuthorizationMode>();
    for (var word : words) {
      var mode =
          Arrays.stream(values())
              .filter(known -> known.word.equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--authorization-mode: \""
                              + word
                              + "\" is not supported; supported modes: Node, RBAC, AlwaysAllow"));
      if (modes.contains(mode)) {
        throw new IllegalArgumentException(
            "--authorization-mode: \"" + word + "\" has more than one instance");
      }
      modes.add(mode);
    }
    return List.copyOf(modes);
  }
}
