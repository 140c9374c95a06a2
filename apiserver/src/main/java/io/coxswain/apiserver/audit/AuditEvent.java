package io.coxswain.apiserver.audit;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.apiserver.registry.UserInfos;
import io.coxswain.apiserver.request.UserInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event of a request (audit.k8s.io/v1 Event). Immutable; what it holds of trees nobody changes.
 *
 * @param impersonated whom the request is made as; null where that is the user
 * @param target what the request is about; null for paths that are no resources
 * @param status of the answer; null before there is one
 * @param requestObject what was sent, by level
 * @param responseObject what was answered, by level
 */
public record AuditEvent(
    Level level,
    Stage stage,
    AuditRequest request,
    @Nullable UserInfo impersonated,
    @Nullable Target target,
    @Nullable Status status,
    @Nullable JsonNode requestObject,
    @Nullable JsonNode responseObject,
    MicroTime stageTimestamp,
    SortedMap<String, String> annotations) {
  private static final String TRUNCATED = "audit.k8s.io/truncated";

  /** What a request is about (ObjectReference); empty where it is not known. */
  public record Target(
      String resource,
      String namespace,
      String name,
      String uid,
      String apiGroup,
      String apiVersion,
      String resourceVersion,
      String subresource) {

    /** Fills in what the path does not say from the object that was sent. */
    Target of(JsonNode object) {
      var metadata = object.path("metadata");
      return new Target(
          resource,
          first(namespace, metadata, "namespace"),
          first(name, metadata, "name"),
          first(uid, metadata, "uid"),
          apiGroup,
          apiVersion,
          first(resourceVersion, metadata, "resourceVersion"),
          subresource);
    }

    private static String first(String known, JsonNode metadata, String field) {
      return known.isEmpty() ? metadata.path(field).asString("") : known;
    }

    private ObjectNode tree() {
      var fields = new LinkedHashMap<String, String>();
      fields.put("resource", resource);
      fields.put("namespace", namespace);
      fields.put("name", name);
      fields.put("uid", uid);
      fields.put("apiGroup", apiGroup);
      fields.put("apiVersion", apiVersion);
      fields.put("resourceVersion", resourceVersion);
      fields.put("subresource", subresource);
      fields.values().removeIf(String::isEmpty);
      var tree = JsonNodeFactory.instance.objectNode();
      fields.forEach(tree::put);
      return tree;
    }
  }

  /** Without its objects, which are too large. */
  public AuditEvent truncated() {
    var marked = new TreeMap<>(annotations);
    marked.put(TRUNCATED, "true");
    return new AuditEvent(
        level, stage, request, impersonated, target, status, null, null, stageTimestamp, marked);
  }

  /** As upstream writes it: one object with its kind. */
  public ObjectNode tree() {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.put("kind", "Event").put("apiVersion", "audit.k8s.io/v1");
    tree.put("level", level.text());
    tree.put("auditID", request.auditId());
    tree.put("stage", stage.text());
    tree.put("requestURI", request.uri());
    tree.put("verb", request.verb());
    var user = request.user();
    tree.set("user", user == null ? tree.objectNode() : UserInfos.tree(user));
    if (impersonated != null) {
      tree.set("impersonatedUser", UserInfos.tree(impersonated));
    }
    if (!request.sourceIps().isEmpty()) {
      request.sourceIps().forEach(tree.putArray("sourceIPs")::add);
    }
    if (!request.userAgent().isEmpty()) {
      tree.put("userAgent", request.userAgent());
    }
    if (target != null) {
      tree.set("objectRef", target.tree());
    }
    if (status != null) {
      var shown = tree.putObject("responseStatus");
      shown.putObject("metadata");
      shown.setAll(Json.tree(status).without(List.of("kind", "apiVersion", "metadata")));
    }
    if (requestObject != null) {
      tree.set("requestObject", requestObject);
    }
    if (responseObject != null) {
      tree.set("responseObject", responseObject);
    }
    tree.put("requestReceivedTimestamp", request.received().toString());
    tree.put("stageTimestamp", stageTimestamp.toString());
    if (!annotations.isEmpty()) {
      annotations.forEach(tree.putObject("annotations")::put);
    }
    return tree;
  }

  /** In one line of text, as {@code --audit-log-format=legacy} has it. */
  public String line() {
    var user = request.user();
    var groups = user == null ? List.<String>of() : user.groups();
    return "%s AUDIT: id=%s stage=%s ip=%s method=%s user=%s groups=%s as=%s asgroups=%s user-agent=%s namespace=%s uri=%s response=\"%s\""
        .formatted(
            shortened(request.received().toString()),
            quoted(request.auditId()),
            quoted(stage.text()),
            quoted(request.sourceIps().isEmpty() ? "<unknown>" : request.sourceIps().getFirst()),
            quoted(request.verb()),
            quoted(user == null ? "<none>" : user.name()),
            quoted(groups.isEmpty() ? "<none>" : listed(groups)),
            quoted(impersonated == null ? "<self>" : impersonated.name()),
            quoted(impersonated == null ? "<lookup>" : listed(impersonated.groups())),
            quoted(request.userAgent()),
            quoted(target == null || target.namespace.isEmpty() ? "<none>" : target.namespace),
            quoted(request.uri()),
            status == null || status.code() == null ? "<deferred>" : status.code());
  }

  private static String listed(List<String> groups) {
    return groups.stream().map(AuditEvent::quoted).collect(Collectors.joining(","));
  }

  /** Go's RFC 3339 leaves out zeros at the end. */
  private static String shortened(String time) {
    return time.replaceFirst("\\.?0+Z$", "Z");
  }

  private static String quoted(String text) {
    return JsonNodeFactory.instance.stringNode(text).toString();
  }
}
