package io.coxswain.kubectl.apply;

import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.MapSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.SchemaReader;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the parts of a kind are merged by a strategic patch; unknown parts are replaced whole. */
public record PatchSchema(@Nullable Schema schema) {

  /** The schema of a built-in kind; empty where the kind takes JSON merge patches only. */
  public static Optional<PatchSchema> of(String apiVersion, String kind) {
    var slash = apiVersion.indexOf('/');
    var group = slash < 0 ? "core" : apiVersion.substring(0, slash).split("\\.", -1)[0];
    var version = apiVersion.substring(slash + 1).toLowerCase(Locale.ROOT);
    try {
      var record = Class.forName("io.coxswain.api." + group + "." + version + "." + kind);
      return record.isRecord()
          ? Optional.of(new PatchSchema(new SchemaReader().read(record)))
          : Optional.empty();
    } catch (ClassNotFoundException e) {
      return Optional.empty(); // a custom kind, or one that has no record yet
    }
  }

  public PatchSchema field(String name) {
    return switch (schema) {
      case ObjectSchema object -> {
        var property = object.field(name);
        yield new PatchSchema(property == null ? null : property.schema());
      }
      case MapSchema map -> new PatchSchema(map.value());
      case null, default -> new PatchSchema(null);
    };
  }

  /** A field of the object that is never merged, such as the selector of a PodDisruptionBudget. */
  boolean replaces(String name) {
    return schema instanceof ObjectSchema object
        && object.field(name) instanceof Property property
        && property.patchStrategy().equals("replace");
  }

  public PatchSchema element() {
    return new PatchSchema(schema instanceof ListSchema list ? list.element() : null);
  }

  /** The key by which elements of a list are matched; null where the list is replaced. */
  public @Nullable String mergeKey() {
    return schema instanceof ListSchema list ? list.mergeKey() : null;
  }

  /** Lists of scalars are united. */
  public boolean mergesScalars() {
    return schema instanceof ListSchema list && list.mergeKey() == null && list.mergePatch();
  }

  /** Changed elements say which fields they keep, so that one-of members replace each other. */
  boolean retainsKeysOfElements() {
    return schema instanceof ListSchema list && list.retainKeys();
  }

  /** A Deployment's strategy is a one-of too, though no list. */
  boolean retainsKeys() {
    return schema instanceof ObjectSchema object && object.name().endsWith("DeploymentStrategy");
  }
}
