package io.coxswain.apiserver.openapi;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ListType;
import io.coxswain.api.schema.Schema;
import io.coxswain.api.schema.Schema.AnySchema;
import io.coxswain.api.schema.Schema.Kind;
import io.coxswain.api.schema.Schema.ListSchema;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.api.schema.Schema.Property;
import io.coxswain.api.schema.Schema.ScalarSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of what is sent besides objects: discovery documents, watch events, the version. */
final class MetaSchemas {
  private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final Schema TEXT = new ScalarSchema(Kind.STRING, Set.of());

  /** In which groups and versions a client may name options of deletions and watch events. */
  private static final Map<String, List<String>> KNOWN_TO_ALL =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("", List.of("v1")),
              Map.entry("admission.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("admissionregistration.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("apiextensions.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("apiregistration.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("apps", List.of("v1", "v1beta1", "v1beta2")),
              Map.entry("authentication.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("authorization.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("autoscaling", List.of("v1", "v2", "v2beta1", "v2beta2")),
              Map.entry("batch", List.of("v1", "v1beta1")),
              Map.entry("certificates.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("coordination.k8s.io", List.of("v1", "v1alpha2", "v1beta1")),
              Map.entry("discovery.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("events.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("extensions", List.of("v1beta1")),
              Map.entry(
                  "flowcontrol.apiserver.k8s.io", List.of("v1", "v1beta1", "v1beta2", "v1beta3")),
              Map.entry("imagepolicy.k8s.io", List.of("v1alpha1")),
              Map.entry("internal.apiserver.k8s.io", List.of("v1alpha1")),
              Map.entry("networking.k8s.io", List.of("v1", "v1beta1")),
              Map.entry("node.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("policy", List.of("v1", "v1beta1")),
              Map.entry("rbac.authorization.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("resource.k8s.io", List.of("v1", "v1alpha3", "v1beta1", "v1beta2")),
              Map.entry("scheduling.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("storage.k8s.io", List.of("v1", "v1alpha1", "v1beta1")),
              Map.entry("storagemigration.k8s.io", List.of("v1alpha1"))));

  static final ObjectSchema WATCH_EVENT =
      object(
          META + "WatchEvent",
          "One change, as watches send it.",
          required("object", new AnySchema(), "The object as it is now, or was last; or a Status."),
          required("type", TEXT, "ADDED, MODIFIED, DELETED, BOOKMARK or ERROR."));

  private static final ObjectSchema GROUP_VERSION =
      object(
          META + "GroupVersionForDiscovery",
          "A version of a group.",
          required("groupVersion", TEXT, "Group and version, with a slash between."),
          required("version", TEXT, "The version alone."));

  private static final ObjectSchema ADDRESS =
      object(
          META + "ServerAddressByClientCIDR",
          "Where clients of a range reach the server.",
          required("clientCIDR", TEXT, "The clients' range."),
          required("serverAddress", TEXT, "Host or address, and port."));

  static final ObjectSchema API_VERSIONS =
      object(
          META + "APIVersions",
          "The versions below /api.",
          field("apiVersion", TEXT, "Group and version of this object's schema."),
          field("kind", TEXT, "Name of this object's type, in CamelCase."),
          required("serverAddressByClientCIDRs", list(ADDRESS), "Where the server is reached."),
          required("versions", list(TEXT), "The versions that are served."));

  static final ObjectSchema API_GROUP =
      object(
          META + "APIGroup",
          "A group and its versions.",
          field("apiVersion", TEXT, "Group and version of this object's schema."),
          field("kind", TEXT, "Name of this object's type, in CamelCase."),
          required("name", TEXT, "The group's name."),
          struct("preferredVersion", GROUP_VERSION, "The version to prefer."),
          field("serverAddressByClientCIDRs", list(ADDRESS), "Where the server is reached."),
          required("versions", list(GROUP_VERSION), "The versions that are served."));

  static final ObjectSchema API_GROUP_LIST =
      object(
          META + "APIGroupList",
          "The groups below /apis.",
          field("apiVersion", TEXT, "Group and version of this object's schema."),
          required("groups", list(API_GROUP), "The groups."),
          field("kind", TEXT, "Name of this object's type, in CamelCase."));

  private static final ObjectSchema API_RESOURCE =
      object(
          META + "APIResource",
          "A resource and what can be done to it.",
          field("categories", list(TEXT), "Names it shares with others, such as all."),
          field("group", TEXT, "Group of the kind where it is another's."),
          required("kind", TEXT, "The kind of its objects."),
          required("name", TEXT, "Its name in the plural, as paths have it."),
          required(
              "namespaced",
              new ScalarSchema(Kind.BOOLEAN, Set.of()),
              "Whether its objects are in namespaces."),
          field("shortNames", list(TEXT), "Short names."),
          required("singularName", TEXT, "Its name in the singular."),
          field("storageVersionHash", TEXT, "Tells versions of what is stored apart."),
          required("verbs", list(TEXT), "What can be done to it."),
          field("version", TEXT, "Version of the kind where it is another's."));

  static final ObjectSchema API_RESOURCE_LIST =
      object(
          META + "APIResourceList",
          "The resources of a version.",
          field("apiVersion", TEXT, "Group and version of this object's schema."),
          required("groupVersion", TEXT, "The group and version that is described."),
          field("kind", TEXT, "Name of this object's type, in CamelCase."),
          required("resources", list(API_RESOURCE), "The resources."));

  static final ObjectSchema VERSION =
      object(
          "io.k8s.apimachinery.pkg.version.Info",
          "Which version a server is.",
          required("buildDate", TEXT, "When it was built."),
          required("compiler", TEXT, "What compiled it."),
          field("emulationMajor", TEXT, "Major version it behaves as."),
          field("emulationMinor", TEXT, "Minor version it behaves as."),
          required("gitCommit", TEXT, "Commit it was built from."),
          required("gitTreeState", TEXT, "Whether that had changes: clean or dirty."),
          required("gitVersion", TEXT, "The whole version."),
          required("goVersion", TEXT, "Version of the language."),
          required("major", TEXT, "Major version."),
          field("minCompatibilityMajor", TEXT, "Oldest major version it works with."),
          field("minCompatibilityMinor", TEXT, "Oldest minor version it works with."),
          required("minor", TEXT, "Minor version."),
          required("platform", TEXT, "Operating system and architecture."));

  private MetaSchemas() {}

  /** A reference to one of these, to Status or to DeleteOptions, which is defined and marked. */
  static ObjectNode reference(SchemaWriter schemas, ObjectSchema schema) {
    var known = schemas.definitions().containsKey(schema.name());
    var reference = schemas.reference(schema);
    if (!known && schema.name().startsWith(META)) {
      var kind = schema.name().substring(META.length());
      var definition = schemas.define(schema);
      if (schema == WATCH_EVENT || schema == Kinds.deleteOptions()) {
        KNOWN_TO_ALL.forEach(
            (group, versions) ->
                versions.forEach(
                    version -> SchemaWriter.markKind(definition, group, version, kind)));
      } else {
        SchemaWriter.markKind(definition, "", "v1", kind);
      }
    }
    return reference;
  }

  private static ObjectSchema object(String name, String doc, Property... properties) {
    var fields = new LinkedHashMap<String, Property>();
    for (var property : properties) {
      fields.put(property.name(), property);
    }
    return new ObjectSchema(name, doc, fields, false);
  }

  private static ListSchema list(Schema element) {
    return new ListSchema(element, ListType.ATOMIC, List.of(), null, false, false);
  }

  private static Property field(String name, Schema schema, String doc) {
    return property(name, schema, doc, false, false);
  }

  private static Property required(String name, Schema schema, String doc) {
    return property(name, schema, doc, true, false);
  }

  private static Property struct(String name, Schema schema, String doc) {
    return property(name, schema, doc, false, true);
  }

  private static Property property(
      String name, Schema schema, String doc, boolean required, boolean struct) {
    return new Property(name, schema, doc, 0, List.of(), required, struct, false, null);
  }
}
