package io.coxswain.apiserver.registry.service;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Things that only one service can have at a time: a key each, holding who has it since when. */
final class Claims {
  private static final String ROOT = "/registry/ranges/";

  /** A claim whose service is missing for longer than this was left behind by a crash. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  private final Store store;
  private final String prefix;

  Claims(Store store, String kind) {
    this.store = store;
    this.prefix = ROOT + kind + "/";
  }

  /** Takes something for a service; false where another service has it. */
  boolean claim(String what, String owner, Instant now) {
    var value = JsonNodeFactory.instance.objectNode();
    value.put("service", owner);
    value.put("since", Trees.time(now));
    return store.create(prefix + what, Json.mapper().writeValueAsBytes(value))
        instanceof Store.Outcome.Done;
  }

  /** Takes something even where a service that no longer exists holds it. */
  boolean claimFromTheGone(String what, String owner, Instant now, Predicate<JsonNode> isHeld) {
    if (claim(what, owner, now)) {
      return true;
    }
    var stored = store.get(prefix + what);
    return stored != null
        && isLeftBehind(stored, now, isHeld)
        && store.delete(stored.key(), stored.modRevision()) instanceof Store.Outcome.Done
        && claim(what, owner, now);
  }

  /** Gives something back, if the service still has it. */
  void release(String what, String owner) {
    var stored = store.get(prefix + what);
    if (stored != null && Json.tree(stored.value()).path("service").asString("").equals(owner)) {
      store.delete(stored.key(), stored.modRevision());
    }
  }

  /** Gives everything back that crashes left behind. */
  void repair(Instant now, BiPredicate<String, JsonNode> isHeld) {
    for (var stored : store.range(prefix, null, 0, 0).items()) {
      var what = stored.key().substring(prefix.length());
      if (isLeftBehind(stored, now, claim -> isHeld.test(what, claim))) {
        store.delete(stored.key(), stored.modRevision());
      }
    }
  }

  private static boolean isLeftBehind(Stored stored, Instant now, Predicate<JsonNode> isHeld) {
    var claim = Json.tree(stored.value());
    var since = Instant.parse(claim.path("since").asString("1970-01-01T00:00:00Z"));
    return since.plus(GRACE).isBefore(now) && !isHeld.test(claim);
  }
}
