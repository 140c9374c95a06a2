package io.coxswain.apiserver.openapi;

import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields whose values upstream names in OpenAPI otherwise than they are checked: some types are
 * marked as enumerations and checked by code, one is checked and not marked.
 */
final class PublishedEnums {
  private static final List<String> ACCESS_MODES =
      List.of("ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod");
  private static final List<String> QUOTA_SCOPES =
      List.of(
          "BestEffort",
          "CrossNamespacePodAffinity",
          "NotBestEffort",
          "NotTerminating",
          "PriorityClass",
          "Terminating",
          "VolumeAttributesClass");

  /** Sorted values by type and field; none where the schema's own are not named. */
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "PersistentVolumeClaimSpec.accessModes", ACCESS_MODES,
          "PersistentVolumeClaimStatus.accessModes", ACCESS_MODES,
          "PersistentVolumeSpec.accessModes", ACCESS_MODES,
          "ResourceQuotaSpec.scopes", QUOTA_SCOPES,
          "ScopedResourceSelectorRequirement.operator",
              List.of("DoesNotExist", "Exists", "In", "NotIn"),
          "ScopedResourceSelectorRequirement.scopeName", QUOTA_SCOPES,
          "ServiceSpec.ipFamilies", List.of("", "IPv4", "IPv6"),
          "Validation.reason", List.of());

  private PublishedEnums() {}

  /** Corrects what was written of a built-in type's field. */
  static void correct(ObjectSchema owner, Property property, ObjectNode written) {
    var type = owner.name().substring(owner.name().lastIndexOf('.') + 1);
    var values = VALUES.get(type + "." + property.name());
    if (values == null) {
      return;
    }
    var node = written.get("items") instanceof ObjectNode items ? items : written;
    node.remove("enum");
    if (!values.isEmpty()) {
      values.forEach(node.putArray("enum")::add);
    }
  }
}
