package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ReferenceSchema;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Which defaults version 3 names for built-in types. Upstream names two sorts: what a Go value is
 * when nothing was said (of structs always, of plain values where they are always written), and
 * what the types are marked with; most defaults it does not name, being code.
 */
final class PublishedDefaults {
  private static final JsonNodeFactory NODES = Json.mapper().getNodeFactory();

  /** Marked types: all defaults of these are named. */
  private static final Set<String> MARKED_TYPES =
      Set.of(
          "AzureDiskVolumeSource",
          "ContainerPort",
          "GRPCAction",
          "ISCSIPersistentVolumeSource",
          "ISCSIVolumeSource",
          "RBDPersistentVolumeSource",
          "RBDVolumeSource",
          "ScaleIOPersistentVolumeSource",
          "ScaleIOVolumeSource",
          "ServicePort");

  private static final Set<String> MARKED = Set.of("DeviceToleration.operator");

  /** Fields that may be left out and are named with the empty value all the same. */
  private static final Set<String> ALWAYS_WRITTEN =
      Set.of(
          "ConfigMapEnvSource.name",
          "ConfigMapKeySelector.name",
          "ConfigMapProjection.name",
          "ConfigMapVolumeSource.name",
          "LocalObjectReference.name",
          "SecretEnvSource.name",
          "SecretKeySelector.name",
          "SecretProjection.name",
          "Event.reportingComponent",
          "Event.reportingInstance",
          "StatefulSetOrdinals.start",
          "StatefulSetSpec.serviceName",
          "StatefulSetStatus.availableReplicas");

  /** Fields that are always there and are pointers in Go: nothing stands in for them. */
  private static final Set<String> POINTERS =
      Set.of(
          "MatchResources.namespaceSelector",
          "MatchResources.objectSelector",
          "MutatingWebhook.namespaceSelector",
          "MutatingWebhook.objectSelector",
          "MutatingWebhook.sideEffects",
          "ValidatingWebhook.namespaceSelector",
          "ValidatingWebhook.objectSelector",
          "ValidatingWebhook.sideEffects");

  /** Fields that must be there and are structs in Go. */
  private static final Set<String> STRUCTS =
      Set.of(
          "PersistentVolumeClaimTemplate.spec",
          "PreferredSchedulingTerm.preference",
          "WeightedPodAffinityTerm.podAffinityTerm");

  private PublishedDefaults() {}

  /** The default of a field; null for none. */
  static @Nullable JsonNode of(ObjectSchema owner, Property property) {
    var type = owner.name().substring(owner.name().lastIndexOf('.') + 1);
    var field = type + "." + property.name();
    if (property.defaultValue() != null
        && (MARKED_TYPES.contains(type) || MARKED.contains(field))) {
      return property.defaultValue();
    }
    if (POINTERS.contains(field)) {
      return null;
    }
    if (property.struct() || STRUCTS.contains(field)) {
      return NODES.objectNode();
    }
    var written = property.required() || ALWAYS_WRITTEN.contains(field) && isOld(owner);
    return written && property.schema() instanceof ScalarSchema scalar ? zero(scalar.kind()) : null;
  }

  /** Events of events.k8s.io leave out what the older ones always write. */
  private static boolean isOld(ObjectSchema owner) {
    return !owner.name().contains(".events.");
  }

  /** The default of a list's elements or a map's values; null for none. */
  static @Nullable JsonNode ofElement(Schema element) {
    return switch (element) {
      case ObjectSchema object -> NODES.objectNode();
      case ReferenceSchema reference -> NODES.objectNode();
      case ScalarSchema scalar -> zero(scalar.kind());
      default -> null;
    };
  }

  private static @Nullable JsonNode zero(Kind kind) {
    return switch (kind) {
      case STRING -> NODES.stringNode("");
      case INT32, INT64, DOUBLE -> NODES.numberNode(0);
      case BOOLEAN -> NODES.booleanNode(false);
      case TIME, MICRO_TIME, QUANTITY, INT_OR_STRING, BYTES -> null; // these write themselves
    };
  }
}
