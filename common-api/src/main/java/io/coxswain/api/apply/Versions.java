package io.coxswain.api.apply;

import io.coxswain.api.schema.Schema.ObjectSchema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The versions of one kind, as far as ownership needs them: each manager's set is in its own. */
public interface Versions {

  /**
   * One version.
   *
   * @param resetFields what the endpoint wipes or carries over, so that its writers never own it
   */
  record Version(String apiVersion, ObjectSchema schema, FieldSet resetFields) {}

  /** The version of the request, in which objects come and go. */
  Version requested();

  /** Another version; null where it is not known (any more), so that its sets mean nothing. */
  @Nullable Version find(String apiVersion);

  /** An object in another version; it may share subtrees with the argument. */
  ObjectNode convert(ObjectNode object, Version from, Version to);

  /** A kind with one version. */
  static Versions only(Version version) {
    return new Versions() {
      @Override
      public Version requested() {
        return version;
      }

      @Override
      public @Nullable Version find(String apiVersion) {
        return version.apiVersion().equals(apiVersion) ? version : null;
      }

      @Override
      public ObjectNode convert(ObjectNode object, Version from, Version to) {
        return object;
      }
    };
  }
}
