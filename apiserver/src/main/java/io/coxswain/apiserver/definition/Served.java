package io.coxswain.apiserver.definition;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Definitions;
import io.coxswain.apiserver.registry.Trees;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The resources of all definitions. A definition whose spec and names stay the same keeps the very
 * same types, by which caches know that nothing changed for them. For one thread.
 */
final class Served {
  private record Known(List<JsonNode> of, List<ResourceType> types) {}

  private Map<String, Known> known = new LinkedHashMap<>();
  private Set<String> terminating = Set.of();

  /** Takes over the state of all definitions; whether any type changed. */
  boolean refresh(Collection<ObjectNode> definitions) {
    var next = new LinkedHashMap<String, Known>();
    var going = new HashSet<String>();
    var changed = false;
    for (var definition : definitions) {
      var name = Trees.name(definition);
      var of =
          List.of(
              definition.path("spec"),
              definition.path("status").path("acceptedNames"),
              definition.booleanNode(Definitions.isTrue(definition, "NamesAccepted")),
              definition.booleanNode(Definitions.isTrue(definition, "Established")));
      var before = known.get(name);
      if (before != null && sameTypes(before.of, of)) {
        next.put(name, before);
      } else {
        next.put(name, new Known(of, Definitions.types(definition)));
        changed = true;
      }
      if (Definitions.isTrue(definition, "Terminating")) {
        going.add(name);
      }
    }
    changed |= !next.keySet().equals(known.keySet());
    known = next;
    terminating = Set.copyOf(going);
    return changed;
  }

  /** Being established changes nothing for a definition that is served already. */
  private static boolean sameTypes(List<JsonNode> before, List<JsonNode> after) {
    var wasServed = before.get(2).asBoolean() || before.get(3).asBoolean();
    var isServed = after.get(2).asBoolean() || after.get(3).asBoolean();
    return wasServed == isServed
        && before.get(0).equals(after.get(0))
        && before.get(1).equals(after.get(1));
  }

  List<ResourceType> all() {
    var all = new ArrayList<ResourceType>();
    known.values().forEach(one -> all.addAll(one.types));
    return all;
  }

  List<ResourceType> of(ObjectNode definition) {
    var found = known.get(Trees.name(definition));
    return found == null ? List.of() : found.types;
  }

  /** Names of definitions whose objects are being deleted. */
  Set<String> terminating() {
    return terminating;
  }
}
