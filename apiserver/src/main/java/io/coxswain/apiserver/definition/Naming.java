package io.coxswain.apiserver.definition;

import io.coxswain.apiserver.custom.Definitions;
import io.coxswain.apiserver.definition.Conditions.Condition;
import io.coxswain.apiserver.registry.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which of the names a definition asks for it gets: those that no other definition of its group
 * holds (upstream's NamingConditionController). Pure.
 */
final class Naming {
  private Naming() {}

  /** The definition with its names and conditions; an equal tree where nothing changes. */
  static ObjectNode settle(ObjectNode definition, Collection<ObjectNode> all, Instant now) {
    var wanted = definition.path("spec").path("names");
    var result = definition.deepCopy();
    if (wanted.equals(definition.path("status").path("acceptedNames"))
        && Conditions.find(definition, "NamesAccepted") != null) {
      return result;
    }
    var accepted = Trees.child(Trees.child(result, "status"), "acceptedNames");
    var resources = used(definition, all, List.of("plural", "singular"), true);
    var kinds = used(definition, all, List.of("kind", "listKind"), false);
    var conflict = new Conflict();
    take("plural", "PluralConflict", wanted, accepted, resources, conflict);
    take("singular", "SingularConflict", wanted, accepted, resources, conflict);
    takeShortNames(wanted, accepted, resources, conflict);
    take("kind", "KindConflict", wanted, accepted, kinds, conflict);
    take("listKind", "ListKindConflict", wanted, accepted, kinds, conflict);
    Trees.put(accepted, "categories", wanted.get("categories"));
    var fine = conflict.reason == null;
    Conditions.set(
        result,
        new Condition(
            "NamesAccepted",
            fine,
            fine ? "NoConflicts" : String.valueOf(conflict.reason),
            fine ? "no conflicts found" : conflict.message),
        now);
    if (!Definitions.isTrue(definition, "Established")) {
      Conditions.set(
          result,
          fine
              ? new Condition(
                  "Established", false, "Installing", "the initial names have been accepted")
              : new Condition("Established", false, "NotAccepted", "not all names are accepted"),
          now);
    }
    return result;
  }

  /** The last conflict found, which is the one that upstream reports. */
  private static final class Conflict {
    private @Nullable String reason;
    private String message = "";
  }

  private static void take(
      String field,
      String reason,
      JsonNode wanted,
      ObjectNode accepted,
      Set<String> used,
      Conflict conflict) {
    var name = Trees.text(wanted, field);
    if (!name.equals(Trees.text(accepted, field)) && used.contains(name)) {
      conflict.reason = reason;
      conflict.message = inUse(name);
    } else {
      accepted.put(field, name);
    }
  }

  private static void takeShortNames(
      JsonNode wanted, ObjectNode accepted, Set<String> used, Conflict conflict) {
    var mine = new HashSet<String>();
    accepted.path("shortNames").forEach(name -> mine.add(name.asString("")));
    var errors = new ArrayList<String>();
    for (var node : wanted.path("shortNames")) {
      var name = node.asString("");
      if (!mine.contains(name) && used.contains(name)) {
        errors.add(inUse(name));
      }
    }
    if (errors.isEmpty()) {
      Trees.put(accepted, "shortNames", wanted.get("shortNames"));
    } else {
      conflict.reason = "ShortNamesConflict";
      conflict.message =
          errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]";
    }
  }

  private static String inUse(String name) {
    return "\"" + name + "\" is already in use";
  }

  /** Names that definitions of the group hold, this one's own among them, as upstream counts. */
  private static Set<String> used(
      ObjectNode definition, Collection<ObjectNode> all, List<String> fields, boolean shortNames) {
    var group = Trees.text(definition.path("spec"), "group");
    var used = new HashSet<String>();
    for (var other : all) {
      if (!Trees.text(other.path("spec"), "group").equals(group)) {
        continue;
      }
      var names = other.path("status").path("acceptedNames");
      fields.forEach(field -> used.add(Trees.text(names, field)));
      if (shortNames) {
        names.path("shortNames").forEach(name -> used.add(name.asString("")));
      }
    }
    return used;
  }
}
