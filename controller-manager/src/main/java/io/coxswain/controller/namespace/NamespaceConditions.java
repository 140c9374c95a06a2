package io.coxswain.controller.namespace;

import io.coxswain.api.core.v1.Namespace.NamespaceCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a namespace that is being deleted, in upstream's words. */
final class NamespaceConditions {
  private NamespaceConditions() {}

  /** The conditions that tell of a content; times move only where the status changes. */
  static List<NamespaceCondition> of(
      List<NamespaceCondition> old, NamespaceContent content, Instant now) {
    var conditions = new ArrayList<NamespaceCondition>();
    conditions.add(
        condition(
            "NamespaceDeletionDiscoveryFailure",
            content.discoveryFailure().isPresent(),
            content.discoveryFailure().isPresent() ? "DiscoveryFailed" : "ResourcesDiscovered",
            content.discoveryFailure().orElse("All resources successfully discovered"),
            now));
    conditions.add(
        condition(
            "NamespaceDeletionGroupVersionParsingFailure",
            false,
            "ParsedGroupVersions",
            "All legacy kube types successfully parsed",
            now));
    conditions.add(
        condition(
            "NamespaceDeletionContentFailure",
            content.deletionFailure().isPresent(),
            content.deletionFailure().isPresent() ? "ContentDeletionFailed" : "ContentDeleted",
            content
                .deletionFailure()
                .map(reason -> "Failed to delete all resource types, 1 remaining: " + reason)
                .orElse("All content successfully deleted, may be waiting on finalization"),
            now));
    conditions.add(
        condition(
            "NamespaceContentRemaining",
            !content.remaining().isEmpty(),
            content.remaining().isEmpty() ? "ContentRemoved" : "SomeResourcesRemain",
            content.remaining().isEmpty()
                ? "All content successfully removed"
                : "Some resources are remaining: "
                    + NamespaceContent.list(content.remaining(), "%s has %d resource instances"),
            now));
    conditions.add(
        condition(
            "NamespaceFinalizersRemaining",
            !content.finalizers().isEmpty(),
            content.finalizers().isEmpty() ? "ContentHasNoFinalizers" : "SomeFinalizersRemain",
            content.finalizers().isEmpty()
                ? "All content-preserving finalizers finished"
                : "Some content in the namespace has finalizers remaining: "
                    + NamespaceContent.list(content.finalizers(), "%s in %d resource instances"),
            now));
    return conditions.stream().map(condition -> keepTime(old, condition)).toList();
  }

  private static NamespaceCondition condition(
      String type, boolean holds, String reason, String message, Instant now) {
    return new NamespaceCondition(
        type, holds ? "True" : "False", now.truncatedTo(ChronoUnit.SECONDS), reason, message);
  }

  private static NamespaceCondition keepTime(
      List<NamespaceCondition> old, NamespaceCondition condition) {
    return old.stream()
        .filter(
            before ->
                before.type().equals(condition.type())
                    && before.status().equals(condition.status()))
        .findFirst()
        .map(before -> condition.withLastTransitionTime(before.lastTransitionTime()))
        .orElse(condition);
  }
}
