package io.coxswain.apiserver.openapi;

import static io.coxswain.apiserver.openapi.OperationNames.capitalised;

import io.coxswain.api.schema.Kinds;
import io.coxswain.api.schema.ResourceType;
import io.coxswain.api.schema.Schema.ObjectSchema;
import io.coxswain.apiserver.discovery.ResourceVerbs;
import io.coxswain.apiserver.discovery.Subresource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes the paths of resources and, through its schema writer, the definitions they refer to. */
final class PathWriter {
  private static final String NAME = "/{name}";
  private static final List<String> PROXIED =
      List.of("get", "put", "post", "delete", "options", "head", "patch");

  private final Kinds kinds;
  private final SchemaWriter schemas;
  private final PathItems paths;

  PathWriter(Kinds kinds, SchemaWriter schemas, PathItems paths) {
    this.kinds = kinds;
    this.schemas = schemas;
    this.paths = paths;
  }

  /** Writes all paths of a resource. */
  void write(ResourceType type) {
    var names = new ResourceNames(type);
    var object = schemas.reference(type.schema());
    var verbs = ResourceVerbs.of(type);
    collection(type, names, object, verbs);
    item(type, names, object, verbs);
    for (var subresource : Subresource.of(type)) {
      subresource(names, names.collection() + NAME + "/" + subresource.name(), subresource, type);
    }
    if (verbs.contains("watch") && names.builtIn()) {
      watches(type, names);
    }
  }

  private void collection(
      ResourceType type, ResourceNames names, ObjectNode object, List<String> verbs) {
    var path = names.collection();
    if (verbs.contains("list")) {
      var list = ListSchemas.reference(schemas, type);
      if (type.namespaced()) {
        add(names, type.basePath() + "/" + type.plural(), Verb.LIST_EVERYWHERE, null, list);
      }
      add(names, path, Verb.LIST, null, list);
    }
    if (verbs.contains("deletecollection")) {
      add(names, path, Verb.DELETE_COLLECTION, deleteOptions(), status());
    }
    if (verbs.contains("create")) {
      add(names, path, Verb.CREATE, object, object);
    }
  }

  private void item(ResourceType type, ResourceNames names, ObjectNode object, List<String> verbs) {
    var path = names.collection() + NAME;
    if (verbs.contains("get")) {
      add(names, path, Verb.READ, null, object);
    }
    if (verbs.contains("update")) {
      add(names, path, Verb.REPLACE, object, object);
    }
    if (verbs.contains("patch")) {
      add(names, path, Verb.PATCH, patch(), object);
    }
    if (verbs.contains("delete")) {
      var answer = DeletionAnswers.isObject(type) ? object : status();
      add(names, path, Verb.DELETE, deleteOptions(), answer);
    }
  }

  /** The paths of watches before they were a parameter of lists, which are still served. */
  private void watches(ResourceType type, ResourceNames names) {
    var event = MetaSchemas.reference(schemas, MetaSchemas.WATCH_EVENT);
    var base = type.basePath() + "/watch";
    var collection = base + names.collection().substring(type.basePath().length());
    if (type.namespaced()) {
      add(names, base + "/" + type.plural(), Verb.WATCH_EVERYWHERE, null, event);
    }
    add(names, collection, Verb.WATCH_LIST, null, event);
    add(names, collection + NAME, Verb.WATCH, null, event);
  }

  private void subresource(
      ResourceNames names, String path, Subresource subresource, ResourceType owner) {
    var of = names.of(subresource);
    if (subresource.kind().endsWith("Options")) {
      connect(of, path, subresource.name());
      return;
    }
    if (subresource.name().equals("log")) {
      add(of, path, Verb.READ_LOG, null, null);
      return;
    }
    var body = body(subresource);
    for (var verb : subresource.verbs()) {
      switch (verb) {
        case "get" -> add(of, path, Verb.READ, null, body);
        case "update" -> add(of, path, Verb.REPLACE, body, body);
        case "patch" -> add(of, path, Verb.PATCH, patch(), body);
        case "create" -> add(of, path, Verb.CREATE, body, body);
        default ->
            throw new IllegalStateException(
                owner.plural() + "/" + subresource.name() + " can't " + verb);
      }
    }
  }

  private ObjectNode body(Subresource subresource) {
    var kind = kinds.byKind(subresource.group(), subresource.version(), subresource.kind());
    if (kind.isPresent()) {
      return schemas.reference(kind.get().schema());
    }
    if (!subresource.kind().equals("Eviction")) {
      throw new IllegalStateException("no schema of " + subresource.kind());
    }
    return marked(Kinds.eviction(), subresource.group(), subresource.kind());
  }

  private void connect(ResourceNames names, String path, String subresource) {
    var proxy = subresource.equals("proxy");
    for (var method : proxy ? PROXIED : List.of("get", "post")) {
      var parameters = Parameter.ofConnecting(subresource);
      connect(names, path, method, parameters, "");
      if (proxy) {
        connect(names, path + "/{path}", method, parameters, "WithPath");
      }
    }
  }

  private void connect(
      ResourceNames names, String path, String method, List<Parameter> parameters, String suffix) {
    paths.add(
        path,
        new Operation(
            method,
            "connect",
            names.id("connect" + capitalised(method), suffix),
            "Connect to one " + names.about(),
            names.tag(),
            names.target(),
            Parameter.and(parameters, Parameter.inPath(path).toArray(Parameter[]::new)),
            MediaTypes.ANY,
            MediaTypes.ANY,
            null,
            null));
  }

  private ObjectNode patch() {
    schemas.patch();
    return schemas.dialect().reference(SchemaWriter.PATCH);
  }

  private ObjectNode deleteOptions() {
    return MetaSchemas.reference(schemas, Kinds.deleteOptions());
  }

  private ObjectNode status() {
    return MetaSchemas.reference(schemas, Kinds.status());
  }

  private ObjectNode marked(ObjectSchema schema, String group, String kind) {
    var known = schemas.definitions().containsKey(schema.name());
    var reference = schemas.reference(schema);
    if (!known) {
      SchemaWriter.markKind(schemas.define(schema), group, "v1", kind);
    }
    return reference;
  }

  private void add(
      ResourceNames names,
      String path,
      Verb verb,
      @Nullable ObjectNode body,
      @Nullable ObjectNode answer) {
    paths.add(
        path,
        new Operation(
            verb.method(),
            verb.action(),
            verb.id(names),
            verb.describe(names.about()),
            names.tag(),
            names.target(),
            Parameter.and(
                verb.parameters(names.builtIn()), Parameter.ofPath(path).toArray(Parameter[]::new)),
            verb.consumes(names.builtIn()),
            verb.produces(names.builtIn()),
            body,
            answer));
  }
}
