package io.coxswain.apiserver.registry.admission.cel;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.coxswain.apiserver.cel.AuthorizerLibrary;
import io.coxswain.apiserver.cel.Environment;
import io.coxswain.apiserver.cel.Environment.Compiled;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The types of what expressions about requests see, under upstream's names. */
public final class RequestTypes {
  private static final CelType TEXT = SimpleType.STRING;
  private static final CelType TEXTS = ListType.create(TEXT);
  private static final CelType LABELS = MapType.create(TEXT, TEXT);

  private static final StructType KIND =
      struct("kubernetes.GroupVersionKind", Map.of("group", TEXT, "version", TEXT, "kind", TEXT));
  private static final StructType RESOURCE =
      struct(
          "kubernetes.GroupVersionResource",
          Map.of("group", TEXT, "version", TEXT, "resource", TEXT));
  private static final StructType USER =
      struct(
          "kubernetes.UserInfo",
          Map.of(
              "username",
              TEXT,
              "uid",
              TEXT,
              "groups",
              TEXTS,
              "extra",
              MapType.create(TEXT, TEXTS)));
  private static final StructType REQUEST = request();

  private static final StructType CONDITION =
      struct(
          "kubernetes.NamespaceCondition",
          Map.of(
              "status", TEXT,
              "type", TEXT,
              "lastTransitionTime", SimpleType.TIMESTAMP,
              "message", TEXT,
              "reason", TEXT));
  private static final StructType NAMESPACE_STATUS =
      struct(
          "kubernetes.NamespaceStatus",
          Map.of("conditions", ListType.create(CONDITION), "phase", TEXT));
  private static final StructType NAMESPACE_SPEC =
      struct("kubernetes.NamespaceSpec", Map.of("finalizers", TEXTS));
  private static final StructType NAMESPACE_METADATA = namespaceMetadata();
  private static final StructType NAMESPACE =
      struct(
          "kubernetes.Namespace",
          Map.of(
              "metadata", NAMESPACE_METADATA,
              "spec", NAMESPACE_SPEC,
              "status", NAMESPACE_STATUS));

  private static final List<StructType> ALL =
      List.of(
          KIND,
          RESOURCE,
          USER,
          REQUEST,
          CONDITION,
          NAMESPACE_STATUS,
          NAMESPACE_SPEC,
          NAMESPACE_METADATA,
          NAMESPACE);

  private RequestTypes() {}

  private static StructType request() {
    var fields = new LinkedHashMap<String, CelType>();
    fields.put("kind", KIND);
    fields.put("resource", RESOURCE);
    fields.put("subResource", TEXT);
    fields.put("requestKind", KIND);
    fields.put("requestResource", RESOURCE);
    fields.put("requestSubResource", TEXT);
    fields.put("name", TEXT);
    fields.put("namespace", TEXT);
    fields.put("operation", TEXT);
    fields.put("userInfo", USER);
    fields.put("dryRun", SimpleType.BOOL);
    fields.put("options", SimpleType.DYN);
    return struct("kubernetes.AdmissionRequest", fields);
  }

  private static StructType namespaceMetadata() {
    var fields = new LinkedHashMap<String, CelType>();
    for (var name : List.of("name", "generateName", "namespace", "UID", "resourceVersion")) {
      fields.put(name, TEXT);
    }
    fields.put("labels", LABELS);
    fields.put("annotations", LABELS);
    fields.put("creationTimestamp", SimpleType.TIMESTAMP);
    fields.put("deletionTimestamp", SimpleType.TIMESTAMP);
    fields.put("deletionGracePeriodSeconds", SimpleType.INT);
    fields.put("generation", SimpleType.INT);
    fields.put("finalizers", TEXTS);
    return struct("kubernetes.NamespaceMetadata", fields);
  }

  /** A type that exists for expressions only. */
  static StructType struct(String name, Map<String, ? extends CelType> fields) {
    var types = Map.<String, CelType>copyOf(fields);
    return StructType.create(
        name, ImmutableSet.copyOf(types.keySet()), field -> Optional.ofNullable(types.get(field)));
  }

  /**
   * What expressions of a policy or a webhook see.
   *
   * @param object the type of object and oldObject
   * @param structs the object types it leads to
   */
  static Environment environment(
      CelType object,
      Map<String, StructType> structs,
      CelType params,
      boolean namespaced,
      Map<String, CelType> variables) {
    var types = new HashMap<>(structs);
    ALL.forEach(type -> types.put(type.name(), type));
    var visible = new HashMap<String, CelType>();
    visible.put("object", object);
    visible.put("oldObject", object);
    visible.put("request", REQUEST);
    visible.put("authorizer", AuthorizerLibrary.AUTHORIZER);
    visible.put("authorizer.requestResource", AuthorizerLibrary.RESOURCE_CHECK);
    if (!params.equals(SimpleType.NULL_TYPE)) {
      visible.put("params", params);
    }
    if (namespaced) {
      visible.put("namespaceObject", NAMESPACE);
      var composed = struct("kubernetes.variables", variables);
      types.put(composed.name(), composed);
      visible.put("variables", composed);
    }
    return Environment.of(visible, types);
  }

  /** What conditions of webhooks see. */
  static Environment ofWebhooks() {
    return OfWebhooks.ENVIRONMENT;
  }

  private static final class OfWebhooks {
    static final Environment ENVIRONMENT =
        environment(SimpleType.DYN, Map.of(), SimpleType.NULL_TYPE, false, Map.of());
  }

  /** Compiles an expression that must be of one of some types, as upstream words it. */
  static Compiled compile(Environment environment, String expression, List<CelType> results) {
    var compiled = environment.compile(expression);
    if (!(compiled instanceof Compiled.Ready ready)
        || results.contains(ready.expression().type())) {
      return compiled;
    }
    var wanted =
        results.size() == 1
            ? results.getFirst().name()
            : results.stream().map(CelType::name).collect(Collectors.joining(" ", "one of [", "]"));
    return new Compiled.Wrong(
        "must evaluate to " + wanted + " but got " + ready.expression().type().name());
  }
}
