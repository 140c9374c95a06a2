package io.coxswain.api.labels;

import io.coxswain.api.meta.v1.LabelSelector;
import io.coxswain.api.meta.v1.LabelSelectorRequirement;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matching of structured selectors (meta/v1 LabelSelector). A null selector matches nothing, an
 * empty one everything.
 */
public final class LabelSelectors {
  private LabelSelectors() {}

  /**
   * Whether labels satisfy every requirement of a selector.
   *
   * @throws IllegalArgumentException for an operator that does not exist
   */
  public static boolean matches(@Nullable LabelSelector selector, Map<String, String> labels) {
    if (selector == null) {
      return false;
    }
    for (var wanted : selector.matchLabels().entrySet()) {
      if (!wanted.getValue().equals(labels.get(wanted.getKey()))) {
        return false;
      }
    }
    return selector.matchExpressions().stream()
        .allMatch(requirement -> matches(requirement, labels));
  }

  /** Whether a selector has no requirement at all and therefore matches everything. */
  public static boolean isEmpty(LabelSelector selector) {
    return selector.matchLabels().isEmpty() && selector.matchExpressions().isEmpty();
  }

  private static boolean matches(LabelSelectorRequirement requirement, Map<String, String> labels) {
    var value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case "In" -> value != null && requirement.values().contains(value);
      case "NotIn" -> value == null || !requirement.values().contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default ->
          throw new IllegalArgumentException(
              "\"" + requirement.operator() + "\" is not a valid label selector operator");
    };
  }
}
