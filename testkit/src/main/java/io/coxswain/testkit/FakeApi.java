package io.coxswain.testkit;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.schema.ApiField;
import io.coxswain.api.schema.Kinds;
import io.coxswain.client.KubernetesClient;
import io.coxswain.client.ResourceType;
import io.coxswain.client.transport.Request;
import io.coxswain.client.transport.Response;
import io.coxswain.client.transport.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API server in memory, as far as informers and controllers can tell: the verbs, resource
 * versions and conflicts, graceful deletion of bound pods, finalizers, status as a subresource,
 * watches. It neither validates nor defaults (but for empty structs), and knows no authorization.
 * Merge patches only. Faults can be injected.
 */
public final class FakeApi implements Transport {
  /** Subresources through which the status is written. */
  private static final Set<String> OF_STATUS = Set.of("status", "approval");

  private final FakeStore store = new FakeStore();
  private final InstantSource clock;
  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private final AtomicInteger names = new AtomicInteger();
  private final FakeDiscovery discovery = new FakeDiscovery();
  private volatile boolean down;

  private record Refusal(String method, String plural, int code, String reason, String message) {}

  private static final class No extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int code;
    final String reason;

    No(int code, String reason, String message) {
      super(message);
      this.code = code;
      this.reason = reason;
    }
  }

  public FakeApi(InstantSource clock) {
    this.clock = clock;
  }

  public KubernetesClient client() {
    return new KubernetesClient(this);
  }

  /** Stores an object as it is, status included, giving it what the server would give. */
  public <T extends KubernetesObject> T put(T object) {
    @SuppressWarnings("unchecked")
    var type = (Class<T>) object.getClass();
    var resource = ResourceType.of(type);
    var tree = Json.tree(object);
    var key =
        new FakeStore.Key(
            resource.group() + "/" + resource.version() + "/" + resource.plural(),
            object.namespace(),
            object.name());
    prepareNew(tree);
    return Json.read(store.put(key, complete(tree, type)), type);
  }

  /** All stored objects of a kind. */
  public <T extends KubernetesObject> List<T> all(Class<T> type) {
    var resource = ResourceType.of(type);
    return store
        .list(resource.group() + "/" + resource.version() + "/" + resource.plural())
        .stream()
        .map(tree -> Json.read((JsonNode) tree, type))
        .toList();
  }

  /** Removes an object at once, whatever its finalizers. */
  public void vanish(KubernetesObject object) {
    var resource = ResourceType.of(object.getClass().asSubclass(KubernetesObject.class));
    store.remove(
        new FakeStore.Key(
            resource.group() + "/" + resource.version() + "/" + resource.plural(),
            object.namespace(),
            object.name()));
  }

  /** Serves a kind no record describes, as a CustomResourceDefinition would make it. */
  public void serve(ResourceType<?> type) {
    discovery.add(type);
  }

  /** Ends serving such a kind: its objects and watches go, requests for it find nothing. */
  public void withdraw(ResourceType<?> type) {
    discovery.remove(type);
    for (var key : store.keys()) {
      if (key.collection().equals(type.group() + "/" + type.version() + "/" + type.plural())) {
        store.remove(key);
      }
    }
    store.breakWatches();
  }

  /** Discovery of a {@code group/version} fails from now on; its objects are still served. */
  public void failDiscovery(String groupVersion) {
    discovery.fail(groupVersion);
  }

  /** From now on answers such requests with a refusal; LIST is a GET of many, watches included. */
  public void refuse(String method, String plural, int code, String reason, String message) {
    refusals.add(new Refusal(method, plural, code, reason, message));
  }

  public void refuseNothing() {
    refusals.clear();
  }

  /** Ends all watches as a crash would; new requests fail while down. */
  public void crash() {
    down = true;
    store.breakWatches();
  }

  public void restart() {
    down = false;
  }

  /** Ends all watches; the server stays up. */
  public void breakWatches() {
    store.breakWatches();
  }

  /** Old resource versions answer 410 from now on. */
  public void forgetHistory() {
    store.forgetHistory();
  }

  public long revision() {
    return store.revision();
  }

  @Override
  public Response send(Request request) throws IOException {
    if (down) {
      throw new IOException("connection refused");
    }
    try {
      return answer(request);
    } catch (No no) {
      var status = Json.mapper().createObjectNode();
      status.put("kind", "Status").put("apiVersion", "v1").put("status", "Failure");
      status.put("message", no.getMessage()).put("reason", no.reason).put("code", no.code);
      return json(no.code, status);
    }
  }

  private Response answer(Request request) {
    var parsed = FakeRequest.parse(request);
    if (parsed.isEmpty()) {
      return discovery
          .document(request.target())
          .map(document -> json(200, document))
          .orElseThrow(
              () -> new No(503, "ServiceUnavailable", "the server is currently unable to answer"));
    }
    var target = parsed.get();
    if (!discovery.serves(target)) {
      throw new No(404, "NotFound", "the server could not find the requested resource");
    }
    refuseIfAsked(request.method(), target);
    return switch (request.method()) {
      case "GET" -> target.name().isEmpty() ? collection(target) : json(200, existing(target));
      case "POST" -> json(201, create(target, body(request)));
      case "PUT" -> json(200, update(target, body(request)));
      case "PATCH" -> {
        var type = request.headers().getOrDefault("Content-Type", "");
        if (!type.contains("merge-patch") || type.contains("strategic")) {
          throw new No(415, "UnsupportedMediaType", "only merge patches");
        }
        yield json(200, patch(target, body(request)));
      }
      case "DELETE" -> json(200, delete(target, body(request)));
      default -> throw new No(405, "MethodNotAllowed", request.method());
    };
  }

  private void refuseIfAsked(String method, FakeRequest target) {
    var list = method.equals("GET") && target.name().isEmpty();
    for (var refusal : refusals) {
      if ((refusal.method().equals(method) || list && refusal.method().equals("LIST"))
          && refusal.plural().equals(target.plural())) {
        throw new No(refusal.code(), refusal.reason(), refusal.message());
      }
    }
  }

  private static ObjectNode body(Request request) {
    return request.body() == null
        ? Json.mapper().createObjectNode()
        : (ObjectNode) Json.tree(request.body());
  }

  private static Response json(int code, JsonNode tree) {
    return new Response(
        code,
        Map.of("content-type", "application/json"),
        new ByteArrayInputStream(Json.bytes(tree)));
  }

  private ObjectNode existing(FakeRequest target) {
    return store
        .get(target.key(target.name()))
        .orElseThrow(
            () ->
                new No(404, "NotFound", target.plural() + " \"" + target.name() + "\" not found"));
  }

  private Response collection(FakeRequest target) {
    Predicate<FakeStore.Key> inScope =
        key ->
            key.collection().equals(target.collection())
                && (target.namespace().isEmpty() || key.namespace().equals(target.namespace()));
    var selected = FakeSelectors.of(target.option("labelSelector"), target.option("fieldSelector"));
    if (target.option("watch").equals("true")) {
      var watch = new FakeWatch(store, inScope, selected);
      var version = target.option("resourceVersion");
      if (!store.watch(watch, version.isEmpty() ? store.revision() : Long.parseLong(version))) {
        throw new No(410, "Expired", "too old resource version: " + version);
      }
      if (down) {
        watch.breakOff(); // it came in just before the crash and joined just after
      }
      return new Response(200, Map.of("content-type", "application/json"), watch);
    }
    var list = Json.mapper().createObjectNode();
    list.put("kind", "List").put("apiVersion", "v1");
    list.putObject("metadata").put("resourceVersion", Long.toString(store.revision()));
    var items = list.putArray("items");
    for (var object : store.list(target.collection())) {
      var namespace = object.path("metadata").path("namespace").asString("");
      if ((target.namespace().isEmpty() || namespace.equals(target.namespace()))
          && selected.test(object)) {
        items.add(object);
      }
    }
    return json(200, list);
  }

  private ObjectNode create(FakeRequest target, ObjectNode object) {
    if (!target.subresource().isEmpty()) {
      throw new No(404, "NotFound", "no subresource " + target.subresource());
    }
    var metadata = object.withObject("metadata");
    if (metadata.path("name").asString("").isEmpty()) {
      var prefix = metadata.path("generateName").asString("");
      metadata.put("name", prefix + String.format("%05d", names.incrementAndGet()));
    }
    if (!target.namespace().isEmpty()) {
      metadata.put("namespace", target.namespace());
    }
    var key = target.key(metadata.path("name").asString(""));
    if (store.get(key).isPresent()) {
      throw new No(
          409, "AlreadyExists", target.plural() + " \"" + key.name() + "\" already exists");
    }
    prepareNew(object);
    object.remove("status");
    return store.put(key, complete(object, recordOf(target)));
  }

  private void prepareNew(ObjectNode object) {
    var metadata = object.withObject("metadata");
    if (!metadata.has("uid")) {
      metadata.put("uid", UUID.randomUUID().toString());
    }
    if (!metadata.has("creationTimestamp")) {
      metadata.put("creationTimestamp", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    }
    if (!metadata.has("generation") && object.has("spec")) {
      metadata.put("generation", 1);
    }
  }

  private ObjectNode update(FakeRequest target, ObjectNode wanted) {
    var old = existing(target);
    var version = wanted.path("metadata").path("resourceVersion").asString("");
    if (!version.isEmpty()
        && !version.equals(old.path("metadata").path("resourceVersion").asString(""))) {
      throw new No(
          409,
          "Conflict",
          "Operation cannot be fulfilled on "
              + target.plural()
              + " \""
              + target.name()
              + "\": the object has been modified; please apply your changes to the latest version"
              + " and try again");
    }
    var stored = merged(target, old, wanted);
    for (var field : List.of("uid", "creationTimestamp", "deletionTimestamp")) {
      var value = old.path("metadata").get(field);
      if (value != null) {
        stored.withObject("metadata").set(field, value);
      }
    }
    if (!OF_STATUS.contains(target.subresource())
        && old.has("spec")
        && !old.path("spec").equals(stored.path("spec"))) {
      stored
          .withObject("metadata")
          .put("generation", old.path("metadata").path("generation").asLong(0) + 1);
    }
    return storeOrRemove(target, stored);
  }

  private static ObjectNode merged(FakeRequest target, ObjectNode old, ObjectNode wanted) {
    var stored = wanted.deepCopy();
    var kept = OF_STATUS.contains(target.subresource()) ? "spec" : "status";
    stored.remove(kept);
    if (old.has(kept)) {
      stored.set(kept, old.get(kept));
    }
    return stored;
  }

  /** An object that is being deleted goes when nothing holds it any more. */
  private ObjectNode storeOrRemove(FakeRequest target, ObjectNode object) {
    var metadata = object.path("metadata");
    var key = target.key(target.name());
    if (metadata.has("deletionTimestamp") && nothingHolds(target, object)) {
      store.remove(key);
      return object;
    }
    return store.put(key, complete(object, recordOf(target)));
  }

  private static boolean nothingHolds(FakeRequest target, ObjectNode object) {
    return object.path("metadata").path("finalizers").isEmpty()
        && object.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
        && (!target.plural().equals("namespaces")
            || object.path("spec").path("finalizers").isEmpty());
  }

  private ObjectNode patch(FakeRequest target, ObjectNode patch) {
    var merged = existing(target);
    mergeInto(merged, patch);
    return update(target, merged);
  }

  private static void mergeInto(ObjectNode target, ObjectNode patch) {
    for (var entry : patch.properties()) {
      var value = entry.getValue();
      if (value.isNull()) {
        target.remove(entry.getKey());
      } else if (value.isObject()) {
        var old = target.get(entry.getKey());
        mergeInto(
            old instanceof ObjectNode object ? object : target.putObject(entry.getKey()),
            (ObjectNode) value);
      } else {
        target.set(entry.getKey(), value);
      }
    }
  }

  private ObjectNode delete(FakeRequest target, ObjectNode options) {
    if (target.name().isEmpty()) {
      return deleteCollection(target, options);
    }
    var object = existing(target);
    var metadata = object.withObject("metadata");
    var uid = options.path("preconditions").path("uid").asString("");
    if (!uid.isEmpty() && !uid.equals(metadata.path("uid").asString(""))) {
      throw new No(409, "Conflict", "Precondition failed: UID in precondition: " + uid);
    }
    var version = options.path("preconditions").path("resourceVersion").asString("");
    if (!version.isEmpty() && !version.equals(metadata.path("resourceVersion").asString(""))) {
      throw new No(409, "Conflict", "Precondition failed: ResourceVersion: " + version);
    }
    addPropagationFinalizer(metadata, options.path("propagationPolicy").asString(""));
    var grace = grace(target, object, options);
    if (!metadata.has("deletionTimestamp")) {
      var due = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(grace);
      metadata.put("deletionTimestamp", due.toString());
    }
    metadata.put("deletionGracePeriodSeconds", grace);
    if (target.plural().equals("namespaces")) {
      object.withObject("status").put("phase", "Terminating");
    }
    if (nothingHolds(target, object)) {
      store.remove(target.key(target.name()));
      return Json.mapper().createObjectNode().put("kind", "Status").put("status", "Success");
    }
    return store.put(target.key(target.name()), object);
  }

  private static long grace(FakeRequest target, ObjectNode object, ObjectNode options) {
    if (!target.plural().equals("pods") || object.path("spec").path("nodeName").isMissingNode()) {
      return 0;
    }
    var phase = object.path("status").path("phase").asString("");
    if (phase.equals("Succeeded") || phase.equals("Failed")) {
      return 0;
    }
    return options.path("gracePeriodSeconds").asLong(30);
  }

  private static void addPropagationFinalizer(ObjectNode metadata, String policy) {
    var finalizer =
        switch (policy) {
          case "Foreground" -> "foregroundDeletion";
          case "Orphan" -> "orphan";
          default -> "";
        };
    if (!finalizer.isEmpty()) {
      var finalizers = metadata.withArray("finalizers");
      if (!contains(finalizers, finalizer)) {
        finalizers.add(finalizer);
      }
    }
  }

  private static boolean contains(ArrayNode array, String text) {
    return array.valueStream().anyMatch(element -> element.asString("").equals(text));
  }

  private ObjectNode deleteCollection(FakeRequest target, ObjectNode options) {
    for (var key : new ArrayList<>(store.keys())) {
      if (key.collection().equals(target.collection())
          && key.namespace().equals(target.namespace())) {
        var one =
            new FakeRequest(
                target.group(),
                target.version(),
                target.plural(),
                key.namespace(),
                key.name(),
                "",
                Map.of());
        delete(one, options);
      }
    }
    return Json.mapper().createObjectNode().put("kind", "Status").put("status", "Success");
  }

  private static @Nullable Class<?> recordOf(FakeRequest target) {
    return Kinds.builtIn()
        .byResource(target.group(), target.version(), target.plural())
        .map(io.coxswain.api.schema.ResourceType::type)
        .orElse(null);
  }

  /** Adds the structs upstream always writes. */
  private static ObjectNode complete(ObjectNode object, @Nullable Class<?> type) {
    if (type == null || !type.isRecord()) {
      return object;
    }
    for (var component : type.getRecordComponents()) {
      var field = component.getAnnotation(ApiField.class);
      if (field == null || !component.getType().isRecord()) {
        continue;
      }
      if (object.get(component.getName()) instanceof ObjectNode present) {
        complete(present, component.getType());
      } else if (field.struct()) {
        complete(object.putObject(component.getName()), component.getType());
      }
    }
    return object;
  }

  @Override
  public void close() {
    store.breakWatches();
  }
}
