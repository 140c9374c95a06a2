package io.coxswain.apiserver.openapi;

import java.util.Locale;

/** How groups and versions are called in operation ids and tags. */
final class OperationNames {
  private OperationNames() {}

  /** {@code Core}, {@code Apps}, {@code RbacAuthorization}. */
  static String family(String group) {
    if (group.isEmpty()) {
      return "Core";
    }
    var family = new StringBuilder();
    for (var part : group.replaceFirst("\\.k8s\\.io$", "").split("\\.")) {
      family.append(capitalised(part));
    }
    return family.toString();
  }

  /** {@code core}, {@code apps}, {@code rbacAuthorization}. */
  static String tag(String group) {
    var family = family(group);
    return family.substring(0, 1).toLowerCase(Locale.ROOT) + family.substring(1);
  }

  static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
