package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.audit.AuditTrail;
import io.coxswain.apiserver.conversion.Conversion;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One write on its way: the request, its resource, the instant it is done at, and warnings. */
public final class Call {
  private static final int LARGEST = 3 * 1024 * 1024;
  private static final int LARGEST_CUSTOM = LARGEST / 2;

  private final ApiRequest request;
  private final ResourceType type;
  private final Instant now;
  private final Conversion conversion;
  private final List<String> warnings = new ArrayList<>(0);

  public Call(ApiRequest request, ResourceType type, Instant now, Conversions conversions) {
    this.request = request;
    this.type = type;
    this.now = now;
    this.conversion = Conversion.of(type, conversions);
  }

  public ApiRequest request() {
    return request;
  }

  public ResourceType type() {
    return type;
  }

  public Instant now() {
    return now;
  }

  public UserInfo user() {
    return request.user();
  }

  /** The namespace in the path; empty for cluster-scoped resources. */
  public String namespace() {
    return request.info().namespace();
  }

  /** The name in the path; empty for creations. */
  public String name() {
    return request.info().name();
  }

  public String subresource() {
    return request.info().subresource();
  }

  /**
   * The key of the object the path names. Namespaces name themselves twice: upstream's path parser
   * sets both namespace and name.
   */
  public String key(String name) {
    return StorageKeys.key(type, type.namespaced() ? namespace() : "", name);
  }

  /** A stored object as the call's version shows it, with its resourceVersion. */
  public ObjectNode parse(Stored stored) {
    var object = Trees.parse(stored);
    conversion.toServed(object);
    return object;
  }

  /** A stored object as the server works on it, with its resourceVersion. */
  public ObjectNode parseWorked(Stored stored) {
    return conversion.worksOnStoredForm() ? Trees.parse(stored) : parse(stored);
  }

  /** The same, where the object is at hand as the call's version shows it. */
  public ObjectNode parseWorked(Stored stored, ObjectNode served) {
    return worksOnServedForm() ? served : parseWorked(stored);
  }

  private boolean worksOnServedForm() {
    return conversion.isIdentity() || !conversion.worksOnStoredForm();
  }

  /** An object of the call's version as the server works on it: another tree where they differ. */
  public ObjectNode toWorked(ObjectNode served) {
    if (worksOnServedForm()) {
      return served;
    }
    var object = served.deepCopy();
    conversion.toStored(object);
    return object;
  }

  /** The way back from {@link #toWorked}. */
  public ObjectNode toServed(ObjectNode worked) {
    if (worksOnServedForm()) {
      return worked;
    }
    var object = worked.deepCopy();
    conversion.toServed(object);
    return object;
  }

  /** The type whose schema describes objects as the server works on them. */
  public ResourceType workedType() {
    return conversion.worksOnStoredForm() ? Conversion.storageType(type) : type;
  }

  /**
   * An object that the server worked on as it is stored: without resourceVersion, which it loses.
   */
  public byte[] encode(ObjectNode worked) {
    if (conversion.worksOnStoredForm()) {
      return Trees.encode(worked);
    }
    Trees.metadata(worked).remove("resourceVersion");
    var stored = worked.objectNode();
    stored.setAll(worked);
    conversion.toStored(stored);
    return Trees.encode(stored);
  }

  /**
   * Why an object can't be stored; null where it can. Patches make objects grow beyond any body,
   * and what etcd takes at a time is as much as upstream stores of a custom resource. Built-in ones
   * are smaller there, in protobuf, than as JSON.
   */
  @Nullable Refusal tooLarge(byte[] encoded) {
    var most = type.custom() == null ? LARGEST : LARGEST_CUSTOM;
    return encoded.length <= most ? null : new Refusal.Unclassified(Store.TooLargeException.TEXT);
  }

  public boolean dryRun() {
    return "All".equals(request.parameter("dryRun"));
  }

  public void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  /** Shows the audit log what was sent: an object that has been decoded and defaulted. */
  void audit(ObjectNode object) {
    var trail = AuditTrail.current();
    if (trail != null) {
      trail.sent(object);
    }
  }

  /** Shows the audit log a patch. */
  void auditPatch(JsonNode patch) {
    var trail = AuditTrail.current();
    if (trail != null) {
      trail.patched(patch);
    }
  }

  public ApiResponse answer(int code, JsonNode body) {
    return new ApiResponse.ObjectResponse(code, body, List.copyOf(warnings));
  }

  public ApiResponse refuse(Refusal refusal) {
    return refuse(refusal, name());
  }

  public ApiResponse refuse(Refusal refusal, String name) {
    return new ApiResponse.Failure(Statuses.of(refusal, type, name), List.copyOf(warnings));
  }

  /** What is wrong with the query parameters all writes share; null where nothing is. */
  public @Nullable Refusal checkOptions(String options) {
    return WriteOptions.check(this, options);
  }
}
