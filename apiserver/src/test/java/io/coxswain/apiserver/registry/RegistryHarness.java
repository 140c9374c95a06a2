package io.coxswain.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.coxswain.api.Json;
import io.coxswain.apiserver.auth.Authenticator;
import io.coxswain.apiserver.auth.Authorizer.Decision;
import io.coxswain.apiserver.custom.ServedKinds;
import io.coxswain.apiserver.rbac.RuleResolver;
import io.coxswain.apiserver.request.ApiRequest;
import io.coxswain.apiserver.request.ApiResponse;
import io.coxswain.apiserver.request.RequestInfo;
import io.coxswain.apiserver.request.UserInfo;
import io.coxswain.apiserver.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** A registry on a store in memory, spoken to in paths and JSON. */
final class RegistryHarness {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final UserInfo ADMIN =
      new UserInfo("admin", "", List.of("system:masters", "system:authenticated"), Map.of());

  final ServedKinds served = new ServedKinds();
  final MemoryStore store = new MemoryStore();
  final Registry registry;
  private UserInfo user = ADMIN;

  RegistryHarness() {
    this(new Random(7));
  }

  RegistryHarness(RandomGenerator random) {
    registry =
        new Registry(
            served,
            store,
            RegistryOptions.DEFAULTS,
            InstantSource.fixed(NOW),
            random,
            new Security(
                new Authenticator(List.of(this::user)), this::authorize, RuleResolver.NONE, null));
    post("/api/v1/namespaces", "{'metadata':{'name':'default'}}").isCode(201);
    post("/api/v1/namespaces/default/serviceaccounts", "{'metadata':{'name':'default'}}")
        .isCode(201);
  }

  RegistryHarness as(UserInfo user) {
    this.user = user;
    return this;
  }

  /** One token is known. */
  private UserInfo user(String token) {
    return token.equals("secret") ? ADMIN : null;
  }

  private Decision authorize(UserInfo user, RequestInfo info) {
    return user.groups().contains("system:masters") ? Decision.ALLOWED : Decision.NO_OPINION;
  }

  Answer get(String path) {
    return send("GET", path, "", "");
  }

  Answer post(String path, String body) {
    return send("POST", path, body, "application/json");
  }

  Answer put(String path, String body) {
    return send("PUT", path, body, "application/json");
  }

  Answer delete(String path) {
    return send("DELETE", path, "", "application/json");
  }

  Answer delete(String path, String options) {
    return send("DELETE", path, options, "application/json");
  }

  Answer mergePatch(String path, String body) {
    return send("PATCH", path, body, Patch.MERGE_PATCH);
  }

  Answer patch(String path, String type, String body) {
    return send("PATCH", path, body, type);
  }

  /** The object at a path as it is stored, or null. */
  JsonNode stored(String key) {
    var stored = store.get(key);
    return stored == null ? null : Json.tree(stored.value());
  }

  Answer send(String method, String target, String body, String contentType) {
    return send(method, target, json(body).getBytes(StandardCharsets.UTF_8), contentType);
  }

  Answer send(String method, String target, byte[] body, String contentType) {
    var question = target.indexOf('?');
    var path = question < 0 ? target : target.substring(0, question);
    var query =
        question < 0 ? Map.<String, List<String>>of() : query(target.substring(question + 1));
    var request =
        new ApiRequest(
            method, info(method, path), query, Map.of("content-type", contentType), body, user);
    return new Answer(registry.handle(request));
  }

  /** Tries a body until it is refused: admission follows the store a moment behind. */
  void awaitRefusal(String path, String body) {
    var end = System.nanoTime() + 30_000_000_000L;
    while (post(path + "?dryRun=All", body).code() != 403) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(100_000); // the one who brings the changes needs the processor, too
    }
  }

  /** Single quotes stand for double ones, so that bodies can be read. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  private static Map<String, List<String>> query(String text) {
    Map<String, List<String>> query = new HashMap<>();
    for (var pair : text.split("&")) {
      var equals = pair.indexOf('=');
      query
          .computeIfAbsent(pair.substring(0, equals), ignored -> new ArrayList<>())
          .add(pair.substring(equals + 1));
    }
    return query;
  }

  private static RequestInfo info(String method, String path) {
    var steps = new ArrayList<>(List.of(path.substring(1).split("/")));
    var group = steps.removeFirst().equals("api") ? "" : steps.removeFirst();
    var version = steps.removeFirst();
    var namespace = "";
    if (steps.size() > 2
        && steps.getFirst().equals("namespaces")
        && !List.of("status", "finalize").contains(steps.get(2))) {
      steps.removeFirst();
      namespace = steps.removeFirst();
    }
    var resource = steps.removeFirst();
    var name = steps.isEmpty() ? "" : steps.removeFirst();
    var subresource = steps.isEmpty() ? "" : steps.removeFirst();
    var verb =
        switch (method) {
          case "POST" -> "create";
          case "PUT" -> "update";
          case "PATCH" -> "patch";
          case "GET" -> "get";
          default -> name.isEmpty() ? "deletecollection" : "delete";
        };
    if (resource.equals("namespaces")) {
      namespace = name;
    }
    return new RequestInfo(
        true, path, verb, group, version, namespace, resource, subresource, name);
  }

  /** What came back. */
  record Answer(ApiResponse response) {
    JsonNode body() {
      return switch (response) {
        case ApiResponse.ObjectResponse object -> object.body();
        case ApiResponse.Failure failure -> Json.tree(failure.status());
        case ApiResponse.BytesResponse bytes -> Json.tree(bytes.body());
      };
    }

    int code() {
      return switch (response) {
        case ApiResponse.ObjectResponse object -> object.code();
        case ApiResponse.Failure failure -> failure.status().code();
        case ApiResponse.BytesResponse bytes -> bytes.code();
      };
    }

    String message() {
      return body().path("message").asString("");
    }

    /** The text at a JSON pointer. */
    String at(String pointer) {
      var node = body().at(pointer);
      return node.isMissingNode() ? "" : node.isString() ? node.stringValue() : node.toString();
    }

    List<String> warnings() {
      return response.warnings();
    }

    Answer isCode(int code) {
      assertThat(code()).as("%s", body()).isEqualTo(code);
      return this;
    }

    Answer isRefused(int code, String reason, String message) {
      isCode(code);
      assertThat(at("/reason")).isEqualTo(reason);
      assertThat(message()).isEqualTo(json(message));
      return this;
    }
  }
}
