package io.coxswain.apiserver.openapi;

import io.coxswain.api.Json;
import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.apiserver.discovery.ResourceVerbs;
import io.coxswain.apiserver.discovery.Subresource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the paths of resources and, through its schema writer, the definitions they refer to. */
final class PathWriter {
  private final Kinds kinds;
  private final SchemaWriter schemas;
  private final Map<String, ObjectNode> paths = new TreeMap<>();

  PathWriter(Kinds kinds, SchemaWriter schemas) {
    this.kinds = kinds;
    this.schemas = schemas;
  }

  /** Everything written so far, by path. */
  Map<String, ObjectNode> paths() {
    return paths;
  }

  /** Writes all paths of a resource. */
  void write(ResourceType type) {
    var names = new Names(type);
    var object = schemas.reference(type.schema());
    var verbs = ResourceVerbs.of(type);
    collection(type, names, object, verbs);
    var one = names.collection + "/{name}";
    if (verbs.contains("get")) {
      item(type, names, one, object);
    }
    for (var subresource : Subresource.of(type)) {
      subresource(names, one + "/" + subresource.name(), subresource, type);
    }
  }

  private void collection(ResourceType type, Names names, ObjectNode object, List<String> verbs) {
    if (verbs.contains("list")) {
      var list = ListSchemas.reference(schemas, type);
      if (type.namespaced()) {
        add(
            type.basePath() + "/" + type.plural(),
            names.operation("get", "list", "list", "ForAllNamespaces", Parameter.LIST, null, list));
      }
      add(names.collection, names.operation("get", "list", "list", "", Parameter.LIST, null, list));
    }
    if (verbs.contains("deletecollection")) {
      add(
          names.collection,
          names.operation(
              "delete",
              "deletecollection",
              "deleteCollection",
              "",
              Parameter.DELETE,
              deleteOptions(),
              status()));
    }
    add(
        names.collection,
        names.operation("post", "post", "create", "", Parameter.WRITE, object, object));
  }

  private void item(ResourceType type, Names names, String path, ObjectNode object) {
    add(path, names.operation("get", "get", "read", "", List.of(), null, object));
    add(path, names.operation("put", "put", "replace", "", Parameter.WRITE, object, object));
    add(path, names.operation("patch", "patch", "patch", "", Parameter.WRITE, patch(), object));
    var deleted = type.groupResource().equals("pods") ? object : status();
    add(
        path,
        names.operation(
            "delete", "delete", "delete", "", Parameter.DELETE, deleteOptions(), deleted));
  }

  private void subresource(Names names, String path, Subresource subresource, ResourceType owner) {
    var kind = kinds.byKind(subresource.group(), subresource.version(), subresource.kind());
    var body = kind.map(type -> schemas.reference(type.schema())).orElse(null);
    var suffix = capitalised(subresource.name());
    var of = names.of(subresource);
    if (subresource.kind().endsWith("Options")) {
      var parameters =
          subresource.name().equals("portforward") ? Parameter.PORT_FORWARD : Parameter.EXEC;
      add(path, of.operation("get", "connect", "connectGet", suffix, parameters, null, null));
      add(path, of.operation("post", "connect", "connectPost", suffix, parameters, null, null));
      return;
    }
    if (subresource.name().equals("log")) {
      add(path, of.operation("get", "get", "read", suffix, Parameter.LOG, null, null));
      return;
    }
    var answer = body == null ? status() : body;
    for (var verb : subresource.verbs()) {
      add(
          path,
          switch (verb) {
            case "get" -> of.operation("get", "get", "read", suffix, List.of(), null, answer);
            case "update" ->
                of.operation("put", "put", "replace", suffix, Parameter.WRITE, body, answer);
            case "patch" ->
                of.operation("patch", "patch", "patch", suffix, Parameter.WRITE, patch(), answer);
            case "create" ->
                of.operation("post", "post", "create", suffix, Parameter.WRITE, body, answer);
            default ->
                throw new IllegalStateException(
                    owner.plural() + "/" + subresource.name() + " can't " + verb);
          });
    }
  }

  private ObjectNode patch() {
    schemas.patch();
    return schemas.dialect().reference(SchemaWriter.PATCH);
  }

  private ObjectNode deleteOptions() {
    return marked(Kinds.deleteOptions(), "DeleteOptions");
  }

  private ObjectNode status() {
    return marked(Kinds.status(), "Status");
  }

  private ObjectNode marked(ObjectSchema schema, String kind) {
    var known = schemas.definitions().containsKey(schema.name());
    var reference = schemas.reference(schema);
    if (!known) {
      SchemaWriter.markKind(schemas.define(schema), "", "v1", kind);
    }
    return reference;
  }

  private void add(String path, Operation operation) {
    var dialect = schemas.dialect();
    paths
        .computeIfAbsent(
            path,
            key -> {
              var item = Json.mapper().createObjectNode();
              item.set("parameters", Parameter.ofPath(path, dialect));
              return item;
            })
        .set(operation.method(), operation.tree(dialect));
  }

  static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  /** How a resource is called in paths and operation ids. */
  private record Names(
      String collection,
      String tag,
      String family,
      String scope,
      String kind,
      boolean merges,
      Subresource target) {

    Names(ResourceType type) {
      this(
          type.basePath() + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural(),
          (type.group().isEmpty() ? "core" : type.group().split("\\.")[0]) + "_" + type.version(),
          family(type.group()) + capitalised(type.version()),
          type.namespaced() ? "Namespaced" : "",
          type.kind(),
          type.custom() == null,
          new Subresource("", type.group(), type.version(), type.kind(), List.of()));
    }

    Names of(Subresource subresource) {
      return new Names(collection, tag, family, scope, kind, merges, subresource);
    }

    Operation operation(
        String method,
        String action,
        String verb,
        String suffix,
        List<Parameter> parameters,
        @Nullable ObjectNode body,
        @Nullable ObjectNode answer) {
      var everywhere = suffix.equals("ForAllNamespaces");
      var collective = verb.equals("deleteCollection");
      var id =
          (collective ? "delete" : verb)
              + family
              + (collective ? "Collection" : "")
              + (everywhere ? "" : scope)
              + kind
              + suffix;
      var about = suffix.isEmpty() || everywhere ? kind : kind + " " + target.name();
      return new Operation(
          method,
          action,
          id,
          describe(action, about),
          tag,
          target.group(),
          target.version(),
          target.kind(),
          parameters,
          merges,
          body,
          answer);
    }

    private static String describe(String action, String about) {
      return switch (action) {
        case "list" -> "List or watch objects of kind " + about;
        case "deletecollection" -> "Delete all selected objects of kind " + about;
        case "post" -> "Create one " + about;
        case "get" -> "Read one " + about;
        case "put" -> "Replace one " + about;
        case "patch" -> "Change parts of one " + about;
        case "delete" -> "Delete one " + about;
        default -> "Connect to one " + about;
      };
    }

    /** {@code Core}, {@code Apps}, {@code RbacAuthorization}. */
    private static String family(String group) {
      if (group.isEmpty()) {
        return "Core";
      }
      var family = new StringBuilder();
      for (var part : group.replaceFirst("\\.k8s\\.io$", "").split("\\.")) {
        family.append(capitalised(part));
      }
      return family.toString();
    }
  }
}
