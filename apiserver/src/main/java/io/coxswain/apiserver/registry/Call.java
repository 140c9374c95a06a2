package io.coxswain.apiserver.registry;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Conversions;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.store.StorageKeys;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One write on its way: the request, its resource, the instant it is done at, and warnings. */
public final class Call {
  private final ApiRequest request;
  private final ResourceType type;
  private final Instant now;
  private final Conversions conversions;
  private final List<String> warnings = new ArrayList<>(0);

  public Call(ApiRequest request, ResourceType type, Instant now, Conversions conversions) {
    this.request = request;
    this.type = type;
    this.now = now;
    this.conversions = conversions;
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
    return type.custom() == null ? object : conversions.read(type, List.of(object)).getFirst();
  }

  /** An object of the call's version as it is stored: without resourceVersion, which it loses. */
  public byte[] encode(ObjectNode object) {
    if (type.custom() == null) {
      return Trees.encode(object);
    }
    Trees.metadata(object).remove("resourceVersion");
    return Trees.encode(conversions.store(type, object));
  }

  public boolean dryRun() {
    return "All".equals(request.parameter("dryRun"));
  }

  public void warn(String warning) {
    if (!warnings.contains(warning)) {
      warnings.add(warning);
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
