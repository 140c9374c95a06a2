package io.coxswain.api.apply;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Translates ownership between an object and its scale: who owns the replicas of one owns those of
 * the other. Sets in other versions of the object than the given one have no part in it.
 *
 * @param apiVersion version of the object
 * @param replicas where it keeps the wanted replicas
 */
public record ScaleOwnership(String apiVersion, List<String> replicas) {
  private static final FieldSet IN_SCALE = FieldSet.of("spec", "replicas");
  private static final String SCALE_VERSION = "autoscaling/v1";

  /** The managedFields of the scale of an object with the given ones. */
  public JsonNode toScale(@Nullable JsonNode parent) {
    var managers = new TreeMap<Manager, Owned>();
    decoded(parent)
        .forEach(
            (manager, owned) -> {
              if (owned.apiVersion().equals(apiVersion) && owned.fields().has(path())) {
                managers.put(renamed(manager, SCALE_VERSION), scale(owned));
              }
            });
    return ManagedFields.encode(managers);
  }

  /** The managedFields of an object after its scale was written with the given ones. */
  public JsonNode toParent(@Nullable JsonNode parent, @Nullable JsonNode scale) {
    var inScale = decoded(scale);
    var managers = new TreeMap<Manager, Owned>();
    var own = FieldSet.of(path());
    decoded(parent)
        .forEach(
            (manager, owned) -> {
              var fields = owned.fields();
              if (owned.apiVersion().equals(apiVersion)
                  && fields.has(path())
                  && inScale.remove(renamed(manager, SCALE_VERSION)) == null) {
                fields = fields.difference(own); // somebody took them through the scale
              }
              if (!fields.isEmpty()) {
                managers.put(manager, owned.withFields(fields));
              }
            });
    inScale.forEach(
        (manager, owned) ->
            managers.put(renamed(manager, apiVersion), new Owned(own, apiVersion, owned.time())));
    return ManagedFields.encode(managers);
  }

  private String[] path() {
    return replicas.toArray(String[]::new);
  }

  private static Owned scale(Owned owned) {
    return new Owned(IN_SCALE, SCALE_VERSION, owned.time());
  }

  private static Manager renamed(Manager manager, String apiVersion) {
    return manager.operation() == Manager.Operation.APPLY
        ? manager
        : new Manager(manager.name(), manager.operation(), apiVersion, manager.subresource());
  }

  private static SortedMap<Manager, Owned> decoded(@Nullable JsonNode list) {
    var managers = ManagedFields.decode(list);
    return managers == null ? new TreeMap<>() : managers;
  }
}
