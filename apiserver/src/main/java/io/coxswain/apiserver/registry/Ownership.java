package io.coxswain.apiserver.registry;

import io.coxswain.api.apply.Applied;
import io.coxswain.api.apply.EmptyObjects;
import io.coxswain.api.apply.FieldManager;
import io.coxswain.api.apply.FieldSet;
import io.coxswain.api.apply.ManagedFields;
import io.coxswain.api.apply.ScaleOwnership;
import io.coxswain.api.apply.Versions;
import io.coxswain.api.apply.Versions.Version;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.apiserver.conversion.Conversion;
import io.coxswain.apiserver.custom.Conversions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who owns which fields of what is written: {@code metadata.managedFields}, for every kind. */
final class Ownership {
  private static final int MAX_MANAGER = 128;

  private final Lookup lookup;
  private final Strategies strategies;
  private final Conversions conversions;

  /** Finds a served resource. */
  interface Lookup {
    Optional<ResourceType> find(String group, String version, String plural);
  }

  Ownership(Lookup lookup, Strategies strategies, Conversions conversions) {
    this.lookup = lookup;
    this.strategies = strategies;
    this.conversions = conversions;
  }

  /** Notes who made a decoded, defaulted new object, in place. */
  void created(Call call, ObjectNode object) {
    fields(call).update(EmptyObjects.of(call.type().schema()), object, manager(call));
  }

  /** Notes who wants a decoded, defaulted object in place of the old one, in place. */
  void updated(Call call, ObjectNode object, ObjectNode old) {
    fields(call).update(old, object, manager(call));
  }

  /** Applies a configuration to the stored object, or to nothing where {@code old} is null. */
  Applied apply(Call call, @Nullable ObjectNode old, JsonNode config) {
    var live = old == null ? blank(call.type()) : old;
    return fields(call).apply(live, config, manager(call), call.request().flag("force"));
  }

  private static ObjectNode blank(ResourceType type) {
    var blank = JsonNodeFactory.instance.objectNode();
    blank.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    blank.setAll(EmptyObjects.of(type.schema()));
    return blank;
  }

  private FieldManager fields(Call call) {
    return new FieldManager(
        new Served(call), call.type().kind(), call.subresource(), Trees.time(call.now()));
  }

  /** Ownership of an object's scale, whose requests speak of another kind than the object's. */
  Scaled scale(Call call, ResourceType scale, List<String> replicas) {
    return new Scaled(
        call,
        new FieldManager(
            Versions.only(new Version(scale.apiVersion(), scale.schema(), FieldSet.EMPTY)),
            scale.kind(),
            "scale",
            Trees.time(call.now())),
        new ScaleOwnership(call.type().apiVersion(), replicas));
  }

  /** How one request changes the owners of the replicas. */
  record Scaled(Call call, FieldManager fields, ScaleOwnership translation) {

    /** Puts into a scale who owns it, from the object it belongs to. */
    ObjectNode owned(ObjectNode scale, ObjectNode object) {
      Trees.metadata(scale)
          .set("managedFields", translation.toScale(object.path("metadata").get("managedFields")));
      return scale;
    }

    void updated(ObjectNode scale, ObjectNode before) {
      fields.update(before, scale, manager(call));
    }

    Applied apply(ObjectNode before, JsonNode config) {
      return fields.apply(before, config, manager(call), call.request().flag("force"));
    }

    /** Carries the owners of a written scale over to the object, in place. */
    void carry(ObjectNode scale, ObjectNode object) {
      var metadata = Trees.metadata(object);
      var owners =
          translation.toParent(
              metadata.get("managedFields"), scale.path("metadata").get("managedFields"));
      Trees.put(metadata, "managedFields", owners.isEmpty() ? null : owners);
    }
  }

  /** Puts back the old times where nothing but them changed, so that nothing is written. */
  static void keepTimes(ObjectNode object, ObjectNode old) {
    var owners = object.path("metadata").get("managedFields");
    var before = old.path("metadata").get("managedFields");
    if (owners == null || owners.equals(before) || !ManagedFields.sameButForTimes(owners, before)) {
      return;
    }
    var metadata = Trees.metadata(object);
    metadata.set("managedFields", before);
    if (!object.equals(old)) {
      metadata.set("managedFields", owners);
    }
  }

  /** The client's name: what it says, or the first part of its User-Agent. */
  static String manager(Call call) {
    var named = call.request().parameter("fieldManager");
    if (named != null && !named.isEmpty()) {
      return named;
    }
    var agent = call.request().header("user-agent");
    var slash = agent.indexOf('/');
    var prefix = new StringBuilder();
    (slash < 0 ? agent : agent.substring(0, slash))
        .codePoints()
        .filter(Printable::is)
        .limit(MAX_MANAGER)
        .forEach(prefix::appendCodePoint);
    return prefix.toString();
  }

  /** The versions of the kind a call is for. */
  private final class Served implements Versions {
    private final ResourceType type;
    private final String subresource;
    private final Version requested;

    Served(Call call) {
      type = call.type();
      subresource = call.subresource();
      requested = version(type);
    }

    private Version version(ResourceType of) {
      return new Version(of.apiVersion(), of.schema(), reset(of));
    }

    private FieldSet reset(ResourceType of) {
      return Subresources.POD_PARTS.contains(subresource)
          ? allBut(subresource, of.schema())
          : strategies.of(of).resetFields(subresource);
    }

    @Override
    public Version requested() {
      return requested;
    }

    @Override
    public @Nullable Version find(String apiVersion) {
      if (apiVersion.equals(requested.apiVersion())) {
        return requested;
      }
      var slash = apiVersion.indexOf('/');
      var group = slash < 0 ? "" : apiVersion.substring(0, slash);
      return type(group, apiVersion.substring(slash + 1)).map(this::version).orElse(null);
    }

    private Optional<ResourceType> type(String group, String version) {
      return lookup
          .find(group, version, type.plural())
          .filter(other -> Conversion.areVersionsOfOne(type, other));
    }

    private Conversion conversion(Version version) {
      var slash = version.apiVersion().indexOf('/');
      var group = slash < 0 ? "" : version.apiVersion().substring(0, slash);
      return type(group, version.apiVersion().substring(slash + 1))
          .map(Conversion::of)
          .orElseThrow();
    }

    @Override
    public ObjectNode convert(ObjectNode object, Version from, Version to) {
      if (type.custom() == null) {
        var converted = object.deepCopy();
        conversion(from).toStored(converted);
        conversion(to).toServed(converted);
        return converted;
      }
      var named = JsonNodeFactory.instance.objectNode();
      named.setAll(object);
      if (!Conversions.asks(type)) {
        return named.put("apiVersion", to.apiVersion());
      }
      named.put("apiVersion", from.apiVersion()).put("kind", type.kind());
      var version = to.apiVersion().substring(to.apiVersion().indexOf('/') + 1);
      return lookup
          .find(type.group(), version, type.plural())
          .map(other -> conversions.convert(named, other))
          .orElse(named);
    }
  }

  /** What an endpoint for one part of pods carries over from the old object. */
  private static FieldSet allBut(String subresource, ObjectSchema pod) {
    var kept =
        subresource.equals("ephemeralcontainers")
            ? List.of("ephemeralContainers")
            : List.of("containers", "initContainers");
    var reset = FieldSet.of("status").union(FieldSet.of("metadata"));
    var spec = pod.field("spec");
    if (spec != null && spec.schema() instanceof ObjectSchema fields) {
      for (var name : fields.fields().keySet()) {
        reset = kept.contains(name) ? reset : reset.union(FieldSet.of("spec", name));
      }
    }
    return reset;
  }
}
