package io.coxswain.apiserver.openapi;

import static io.coxswain.apiserver.openapi.OperationNames.capitalised;

import io.coxswain.api.schema.Schema.ObjectSchema;
import java.util.List;

/** Writes the paths that say what is served: those of discovery and of the version. */
final class DiscoveryPaths {
  private final SchemaWriter schemas;
  private final PathItems paths;

  DiscoveryPaths(SchemaWriter schemas, PathItems paths) {
    this.schemas = schemas;
    this.paths = paths;
  }

  /** {@code /api/}. */
  void core() {
    add("/api/", "getCoreAPIVersions", "core", MetaSchemas.API_VERSIONS);
  }

  /** {@code /apis/}. */
  void groups() {
    add("/apis/", "getAPIVersions", "apis", MetaSchemas.API_GROUP_LIST);
  }

  /** {@code /apis/GROUP/}. */
  void group(String group) {
    var tag = OperationNames.tag(group);
    var id = "get" + OperationNames.family(group) + "APIGroup";
    add("/apis/" + group + "/", id, tag, MetaSchemas.API_GROUP);
  }

  /** {@code /apis/GROUP/VERSION/}, or {@code /api/v1/}. */
  void version(String group, String version) {
    var path = (group.isEmpty() ? "/api/" : "/apis/" + group + "/") + version + "/";
    var id = "get" + OperationNames.family(group) + capitalised(version) + "APIResources";
    add(path, id, OperationNames.tag(group) + "_" + version, MetaSchemas.API_RESOURCE_LIST);
  }

  /** {@code /version/}. */
  void serverVersion() {
    var formats = MediaTypes.ONLY_JSON;
    add("/version/", "getCodeVersion", "version", MetaSchemas.VERSION, formats);
  }

  private void add(String path, String id, String tag, ObjectSchema answer) {
    add(path, id, tag, answer, MediaTypes.OBJECTS);
  }

  private void add(String path, String id, String tag, ObjectSchema answer, List<String> formats) {
    paths.add(
        path,
        new Operation(
            "get",
            "",
            id,
            "Say what is available here",
            tag,
            null,
            List.of(),
            formats,
            formats,
            null,
            MetaSchemas.reference(schemas, answer)));
  }
}
