package io.coxswain.api.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A field an applier would change that another manager owns.
 *
 * @param path as upstream shows it: {@code .spec.containers[name="web"].image}
 */
public record FieldConflict(Manager manager, String path) {

  /** What the cause of the refusal says. */
  public String cause() {
    return "conflict with " + manager.shown();
  }

  /** The message of a refused apply. */
  public static String message(List<FieldConflict> conflicts) {
    if (conflicts.size() == 1) {
      var only = conflicts.getFirst();
      return "Apply failed with 1 conflict: " + only.cause() + ": " + only.path();
    }
    var byManager = new TreeMap<Manager, List<String>>();
    for (var conflict : conflicts) {
      byManager
          .computeIfAbsent(conflict.manager(), ignored -> new ArrayList<>())
          .add(conflict.path());
    }
    var lines = new ArrayList<String>();
    byManager.forEach(
        (manager, paths) -> {
          lines.add("conflicts with " + manager.shown() + ":");
          paths.forEach(path -> lines.add("- " + path));
        });
    return "Apply failed with " + conflicts.size() + " conflicts: " + String.join("\n", lines);
  }
}
