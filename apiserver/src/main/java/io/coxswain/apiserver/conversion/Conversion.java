package io.coxswain.apiserver.conversion;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.custom.CustomObjects;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * One served version of a resource against the version its objects are stored in. Trees are changed
 * in place and belong to the caller.
 */
public interface Conversion {
  /** The conversion of a served version that asks no webhooks. */
  static Conversion of(ResourceType type) {
    return of(type, Conversions.NONE);
  }

  /** The conversion of a served version. Where a definition names a webhook, it blocks. */
  static Conversion of(ResourceType type, Conversions webhooks) {
    if (type.custom() != null) {
      return new Custom(type, webhooks);
    }
    return BuiltIn.BY_VERSION.getOrDefault(BuiltIn.name(type), Identity.INSTANCE);
  }

  /** The version a resource is stored in; the type itself for custom resources. */
  static ResourceType storageType(ResourceType type) {
    return of(type) instanceof Kind kind
        ? Kinds.builtIn().byApiVersion(kind.storageVersion(), type.kind()).orElseThrow()
        : type;
  }

  /** Whether two served versions show the same stored objects. */
  static boolean areVersionsOfOne(ResourceType one, ResourceType other) {
    if (one.custom() != null || other.custom() != null) {
      return one.groupResource().equals(other.groupResource());
    }
    return storageType(one) == storageType(other);
  }

  /** Whether stored objects are what clients see, so that nothing has to be converted. */
  default boolean isIdentity() {
    return false;
  }

  /**
   * Whether the server itself works on the stored form (admission, validation), as it does on
   * built-in kinds; custom objects are validated by the version in which they come.
   */
  boolean worksOnStoredForm();

  /** A stored object as clients of the version see it; whether anything changed. */
  boolean toServed(ObjectNode stored);

  void toStored(ObjectNode served);

  /** Stored bytes as clients see them; the same array where nothing differs. */
  default byte[] toServed(byte[] stored) {
    var tree = (ObjectNode) Json.tree(stored);
    return toServed(tree) ? Json.mapper().writeValueAsBytes(tree) : stored;
  }

  /** A conversion between two built-in kinds. */
  interface Kind extends Conversion {
    /** The {@code apiVersion} of stored objects. */
    String storageVersion();

    @Override
    default boolean worksOnStoredForm() {
      return true;
    }
  }

  /** What is stored is what is served. */
  enum Identity implements Conversion {
    INSTANCE;

    @Override
    public boolean isIdentity() {
      return true;
    }

    @Override
    public boolean worksOnStoredForm() {
      return true;
    }

    @Override
    public boolean toServed(ObjectNode stored) {
      return false;
    }

    @Override
    public void toStored(ObjectNode served) {}

    @Override
    public byte[] toServed(byte[] stored) {
      return stored;
    }
  }

  /** Versions of custom resources. */
  record Custom(ResourceType type, Conversions webhooks) implements Conversion {
    @Override
    public boolean worksOnStoredForm() {
      return false;
    }

    @Override
    public boolean toServed(ObjectNode stored) {
      if (!Conversions.asks(type)) {
        return CustomObjects.read(type, stored);
      }
      replace(stored, webhooks.read(type, List.of(stored)).getFirst());
      return true;
    }

    @Override
    public void toStored(ObjectNode served) {
      replace(served, webhooks.store(type, served));
    }

    private static void replace(ObjectNode object, ObjectNode by) {
      if (object != by) {
        object.removeAll();
        object.setAll(by);
      }
    }
  }

  /** The built-in versions that are not stored as they are served. */
  final class BuiltIn {
    private static final Map<String, Conversion> BY_VERSION =
        Map.of(
            "horizontalpodautoscalers.autoscaling/v1", new AutoscalerConversion(),
            "events.events.k8s.io/v1", new EventConversion());

    private BuiltIn() {}

    private static String name(ResourceType type) {
      return type.groupResource() + "/" + type.version();
    }
  }
}
