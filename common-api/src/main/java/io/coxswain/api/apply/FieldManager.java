package io.coxswain.api.apply;

import io.coxswain.api.apply.Applied.Conflicting;
import io.coxswain.api.apply.Applied.Merged;
import io.coxswain.api.apply.Applied.Untyped;
import io.coxswain.api.apply.Applied.Wrong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps {@code metadata.managedFields} through one write, and applies configurations (KEP-555, and
 * what upstream's fieldmanager adds to it). Stateless but for the kind and the instant; trees given
 * are not changed unless a method says so.
 *
 * @param kind the kind an applied configuration must be of
 * @param now RFC 3339 with whole seconds
 */
public record FieldManager(Versions versions, String kind, String subresource, String now) {
  /** Owner of what was there before the first apply. */
  static final String BEFORE_FIRST_APPLY = "before-first-apply";

  /** Fields that identify an object or that only the server writes: nobody owns them. */
  private static final FieldSet UNOWNED =
      FieldSet.of("apiVersion")
          .union(FieldSet.of("kind"))
          .union(FieldSet.of("metadata"))
          .union(FieldSet.of("metadata", "name"))
          .union(FieldSet.of("metadata", "namespace"))
          .union(FieldSet.of("metadata", "creationTimestamp"))
          .union(FieldSet.of("metadata", "selfLink"))
          .union(FieldSet.of("metadata", "uid"))
          .union(FieldSet.of("metadata", "clusterName"))
          .union(FieldSet.of("metadata", "generation"))
          .union(FieldSet.of("metadata", "managedFields"))
          .union(FieldSet.of("metadata", "resourceVersion"));

  private static final String FIELD = "managedFields";

  /**
   * Sets the managedFields of an object that a create, update or patch makes, in place.
   *
   * @param live the object before; at a creation what an empty object of the kind looks like
   * @param changed the decoded object, as the client wants it
   */
  public void update(ObjectNode live, ObjectNode changed, String manager) {
    var managers = known(live, changed);
    if (managers.isEmpty() && !text(live, "uid").isEmpty()) {
      write(
          changed, managers); // nobody tracks this object: it was reset, or is older than tracking
      return;
    }
    track(live, changed, managers, manager);
    write(changed, managers);
  }

  private void track(
      ObjectNode live, ObjectNode changed, SortedMap<Manager, Owned> managers, String name) {
    var before = detached(live);
    var after = detached(changed);
    var written = new Updater(versions).update(before, after, managers).difference(UNOWNED);
    if (!written.isEmpty()) {
      var version = versions.requested();
      var manager = Manager.updating(name, version.apiVersion(), subresource);
      var owned = managers.get(manager);
      var all = owned == null ? written : written.union(owned.fields());
      managers.put(manager, new Owned(all, version.apiVersion(), now));
    }
    UpdateManagersCap.merge(managers);
  }

  /** The managers to start from: those the client sends, if it sends any that can be read. */
  private SortedMap<Manager, Owned> known(ObjectNode live, ObjectNode changed) {
    var before = list(live);
    var sent = subresource.isEmpty() ? list(changed) : null;
    if (ManagedFields.isReset(sent)) {
      return new TreeMap<>();
    }
    var managers = sent == null || sent.equals(before) ? null : ManagedFields.decode(sent);
    if (managers == null || managers.isEmpty()) {
      managers = ManagedFields.decode(before);
    }
    return managers == null ? new TreeMap<>() : managers;
  }

  /** Applies a configuration to a live object, or to an empty one to create it. */
  public Applied apply(ObjectNode live, JsonNode config, String manager, boolean force) {
    var managers = ManagedFields.decode(list(live));
    if (managers == null) {
      return new Untyped("failed to decode managed fields");
    }
    if (!(config instanceof ObjectNode configured)) {
      return new Wrong("error decoding YAML: the configuration is not an object");
    }
    var refusal = check(configured);
    if (refusal != null) {
      return refusal;
    }
    if (managers.isEmpty()) {
      track(EmptyObjects.of(versions.requested().schema()), live, managers, BEFORE_FIRST_APPLY);
    }
    var applier = Manager.applying(manager, subresource);
    var outcome = attempt(live, configured, managers, applier, force);
    if (!outcome.conflicts().isEmpty() && manager.equals(LastApplied.APPLIER)) {
      var left = LastApplied.withoutOwn(outcome.conflicts(), live, versions.requested());
      outcome =
          left.isEmpty()
              ? attempt(live, configured, managers, applier, true)
              : new Updater.Outcome(null, left);
    }
    var merged = outcome.merged();
    if (merged == null) {
      return new Conflicting(outcome.conflicts());
    }
    var object = merged.deepCopy();
    strip(managers, applier);
    write(object, managers);
    if (manager.equals(LastApplied.APPLIER)) {
      LastApplied.refresh(object, configured);
    }
    return new Merged(object);
  }

  private Updater.Outcome attempt(
      ObjectNode live,
      ObjectNode config,
      SortedMap<Manager, Owned> managers,
      Manager applier,
      boolean force) {
    var candidates = new TreeMap<>(managers);
    var outcome = new Updater(versions).apply(detached(live), config, candidates, applier, force);
    if (outcome.conflicts().isEmpty()) {
      managers.clear();
      managers.putAll(candidates);
    }
    return outcome;
  }

  private @Nullable Applied check(ObjectNode config) {
    var version = versions.requested();
    var apiVersion = config.path("apiVersion").asString("");
    var found = config.path("kind").asString("");
    if (!apiVersion.equals(version.apiVersion()) || !found.equals(kind)) {
      return new Wrong("invalid object type: " + typeName(apiVersion, found));
    }
    if (config.path("metadata").has(FIELD) && !config.path("metadata").get(FIELD).isNull()) {
      return new Wrong("metadata.managedFields must be nil");
    }
    var errors = TypeCheck.check(config, version.schema());
    if (errors.isEmpty()) {
      return null;
    }
    var name = config.path("metadata").path("name").asString("");
    var namespace = config.path("metadata").path("namespace").asString("");
    return new Untyped(
        "failed to create typed patch object ("
            + namespace
            + "/"
            + name
            + "; "
            + typeName(apiVersion, kind)
            + "): "
            + errors);
  }

  /** {@code apps/v1, Kind=Deployment}, as upstream prints a GroupVersionKind. */
  private static String typeName(String apiVersion, String kind) {
    var group = apiVersion.contains("/") || apiVersion.isEmpty() ? apiVersion : "/" + apiVersion;
    return (group.isEmpty() ? "/" : group) + ", Kind=" + kind;
  }

  /** Takes from the applier what nobody owns, and notes the time. */
  private void strip(SortedMap<Manager, Owned> managers, Manager applier) {
    var owned = managers.get(applier);
    if (owned != null) {
      var fields = owned.fields().difference(UNOWNED);
      if (fields.isEmpty()) {
        managers.remove(applier);
      } else {
        managers.put(applier, owned.withFields(fields).at(now));
      }
    }
  }

  /** The object without its managedFields; it shares everything else. */
  private static ObjectNode detached(ObjectNode object) {
    if (!(object.get("metadata") instanceof ObjectNode metadata) || !metadata.has(FIELD)) {
      return object;
    }
    var copy = JsonNodeFactory.instance.objectNode();
    copy.setAll(object);
    var bare = JsonNodeFactory.instance.objectNode();
    bare.setAll(metadata);
    bare.remove(FIELD);
    copy.set("metadata", bare);
    return copy;
  }

  private static void write(ObjectNode object, SortedMap<Manager, Owned> managers) {
    if (managers.isEmpty()) {
      if (object.get("metadata") instanceof ObjectNode metadata) {
        metadata.remove(FIELD);
      }
      return;
    }
    var metadata =
        object.get("metadata") instanceof ObjectNode found ? found : object.putObject("metadata");
    metadata.set(FIELD, ManagedFields.encode(managers));
  }

  private static @Nullable JsonNode list(ObjectNode object) {
    return object.path("metadata").get(FIELD);
  }

  private static String text(ObjectNode object, String field) {
    return object.path("metadata").path(field).asString("");
  }
}
