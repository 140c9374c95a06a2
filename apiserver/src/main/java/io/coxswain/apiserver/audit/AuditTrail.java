package io.coxswain.apiserver.audit;

import io.coxswain.api.Json;
import io.coxswain.api.meta.v1.MicroTime;
import io.coxswain.api.meta.v1.Status;
import io.coxswain.api.selector.LabelSyntax;
import io.coxswain.apiserver.request.UserInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of one audited request so far; everybody on its way adds to it. Any thread; the
 * request's own finds it by {@link #current}.
 */
public final class AuditTrail {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final ScopedValue<AuditTrail> CURRENT = ScopedValue.newInstance();

  private final AuditRequest request;
  private final AuditPolicy.Decision decision;
  private final Map<String, String> annotations = new HashMap<>();
  private AuditEvent.@Nullable Target target;
  private @Nullable UserInfo impersonated;
  private @Nullable JsonNode requestObject;
  private @Nullable Status status;
  private @Nullable Supplier<JsonNode> answer;
  private @Nullable JsonNode responseObject;

  AuditTrail(AuditRequest request, AuditPolicy.Decision decision) {
    this.request = request;
    this.decision = decision;
    target = request.target();
  }

  /** Does work for a request. */
  public static void during(AuditTrail trail, Runnable work) {
    ScopedValue.where(CURRENT, trail).run(work);
  }

  /** The trail of the request that this thread works for; null where it is not audited. */
  public static @Nullable AuditTrail current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  public AuditRequest request() {
    return request;
  }

  public Level level() {
    return decision.level();
  }

  public boolean omits(Stage stage) {
    return decision.omitted().contains(stage);
  }

  /** Whom the request is made as. */
  public synchronized void impersonates(UserInfo user) {
    impersonated = user;
  }

  /** Notes something; what was noted first under a key stays. */
  public synchronized void annotate(String key, String value) {
    var known = annotations.putIfAbsent(key, value);
    if (known != null && !known.equals(value)) {
      LOG.warn(
          "Failed to set annotations[\"{}\"] to \"{}\" for audit:\"{}\", it has already been set to \"{}\"",
          key,
          value,
          request.auditId(),
          known);
    }
  }

  /**
   * Notes what admission says, under keys that may be anybody's: those that are no qualified name
   * with a prefix are dropped.
   */
  public void admitted(String key, String value) {
    if (key.indexOf('/') < 0 || !LabelSyntax.isQualifiedName(key)) {
      LOG.warn(
          "dropped an audit annotation of admission: its key must be a DNS subdomain, '/' and a name, not \"{}\"",
          key);
      return;
    }
    annotate(key, value);
  }

  /** As above, with a value as Go's encoder writes JSON: fit for HTML. */
  public void admitted(String key, JsonNode value) {
    var text = Json.text(value);
    admitted(key, text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
  }

  /** What was sent, as an object of its kind; the tree may change later. */
  public void sent(JsonNode object) {
    var copy = level().isAtLeast(Level.REQUEST) ? object.deepCopy() : null;
    if (copy != null && decision.omitManagedFields()) {
      withoutManagedFields(copy);
    }
    synchronized (this) {
      target = target == null ? null : target.of(object);
      requestObject = copy;
    }
  }

  /** A patch that was sent, which says nothing of the object it is for. */
  public synchronized void patched(JsonNode patch) {
    if (level().isAtLeast(Level.REQUEST)) {
      requestObject = patch;
    }
  }

  /** The answer's head: what of it clients see. */
  public synchronized void answers(int code) {
    status =
        status == null
            ? new Status(null, null, null, null, null, code)
            : new Status(
                null, status.status(), status.message(), status.reason(), status.details(), code);
  }

  /** The answer is a status. */
  public synchronized void answers(Status with) {
    status = with;
  }

  /** No answer was ever sent. */
  public synchronized void closedEarly() {
    status = new Status(null, "Success", "Connection closed early", null, null, 200);
  }

  /**
   * What the answer shows.
   *
   * @param object made where the level wants it, in no hurry
   */
  public synchronized void shows(Supplier<JsonNode> object) {
    if (level().isAtLeast(Level.REQUEST_RESPONSE)) {
      answer = object;
    }
  }

  synchronized AuditEvent event(Stage stage, MicroTime time) {
    if (answer != null) {
      var object = answer.get();
      if (decision.omitManagedFields()) {
        object = object.deepCopy();
        withoutManagedFields(object);
      }
      responseObject = object;
      answer = null;
    }
    return new AuditEvent(
        level(),
        stage,
        request,
        impersonated,
        target,
        status,
        requestObject,
        responseObject,
        time,
        new TreeMap<>(annotations));
  }

  /** From an object, from those of a list, and from those of a table's rows. */
  private static void withoutManagedFields(JsonNode object) {
    if (object.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    object.path("items").forEach(AuditTrail::withoutManagedFields);
    object.path("rows").forEach(row -> withoutManagedFields(row.path("object")));
  }
}
