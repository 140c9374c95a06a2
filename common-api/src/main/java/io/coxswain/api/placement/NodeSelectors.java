package io.coxswain.api.placement;

import io.coxswain.api.core.v1.Node;
import io.coxswain.api.core.v1.NodeSelector;
import io.coxswain.api.core.v1.NodeSelectorTerm;
import io.coxswain.api.core.v1.NodeSelectorTerm.NodeSelectorRequirement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which node is meant by which selector (core/v1 NodeSelector). */
public final class NodeSelectors {
  private NodeSelectors() {}

  /** Terms are alternatives; a selector without terms means no node. */
  public static boolean matches(NodeSelector selector, Node node) {
    for (var term : selector.nodeSelectorTerms()) {
      if (matches(term, node)) {
        return true;
      }
    }
    return false;
  }

  /** The requirements of a term all hold; a term without requirements means no node. */
  public static boolean matches(NodeSelectorTerm term, Node node) {
    if (term.matchExpressions().isEmpty() && term.matchFields().isEmpty()) {
      return false;
    }
    for (var requirement : term.matchFields()) {
      if (!requirement.key().equals("metadata.name") || !holds(requirement, node.name())) {
        return false;
      }
    }
    for (var requirement : term.matchExpressions()) {
      if (!holds(requirement, node.labels().get(requirement.key()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(NodeSelectorRequirement requirement, @Nullable String value) {
    var values = requirement.values();
    return switch (requirement.operator()) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      case "Gt" -> compare(value, values) > 0;
      case "Lt" -> compare(value, values) < 0;
      default -> false;
    };
  }

  /**
   * The sign of label minus bound; 0, which satisfies neither Gt nor Lt, where one is no integer.
   */
  private static int compare(@Nullable String value, List<String> values) {
    if (value == null || values.size() != 1) {
      return 0;
    }
    try {
      return Long.compare(Long.parseLong(value), Long.parseLong(values.getFirst()));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
