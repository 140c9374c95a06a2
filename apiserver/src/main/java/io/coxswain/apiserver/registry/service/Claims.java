package io.coxswain.apiserver.registry.service;

import io.coxswain.api.Json;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.Uids;
import io.coxswain.apiserver.store.Store;
import io.coxswain.apiserver.store.Store.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Things that only one service can have at a time: a key each, holding who has it since when.
 * Addresses are claimed by their IPAddress objects, ports by keys of our own.
 */
final class Claims {
  private static final String PORTS = "/registry/ranges/servicenodeports/";
  private static final String ADDRESSES = "/registry/ipaddresses/";

  /** How a claim is written. */
  private interface Form {
    ObjectNode of(String what, String owner, Instant now);
  }

  /** A claim whose service is missing for longer than this was left behind by a crash. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  private final Store store;
  private final String prefix;
  private final Form form;

  private Claims(Store store, String prefix, Form form) {
    this.store = store;
    this.prefix = prefix;
    this.form = form;
  }

  static Claims ofPorts(Store store) {
    return new Claims(store, PORTS, Claims::port);
  }

  static Claims ofAddresses(Store store, RandomGenerator random) {
    return new Claims(
        store, ADDRESSES, (address, owner, now) -> ipAddress(address, owner, now, random));
  }

  private static ObjectNode port(String port, String owner, Instant now) {
    var value = JsonNodeFactory.instance.objectNode();
    return value.put("service", owner).put("since", Trees.time(now));
  }

  /** The IPAddress object by which a service has its address. */
  private static ObjectNode ipAddress(
      String address, String owner, Instant now, RandomGenerator random) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", "networking.k8s.io/v1").put("kind", "IPAddress");
    var metadata = object.putObject("metadata").put("name", address);
    metadata.put("uid", Uids.next(random)).put("creationTimestamp", Trees.time(now));
    metadata
        .putObject("labels")
        .put("ipaddress.kubernetes.io/ip-family", IpRange.familyOf(address))
        .put("ipaddress.kubernetes.io/managed-by", "ipallocator.k8s.io");
    var slash = owner.indexOf('/');
    object
        .putObject("spec")
        .putObject("parentRef")
        .put("resource", "services")
        .put("namespace", owner.substring(0, slash))
        .put("name", owner.substring(slash + 1));
    return object;
  }

  /** Namespace and name of the service that has a claim; empty where it is another object's. */
  static String owner(JsonNode claim) {
    var parent = claim.path("spec").path("parentRef");
    if (!parent.isObject()) {
      return claim.path("service").asString("");
    }
    return parent.path("resource").asString("").equals("services")
        ? parent.path("namespace").asString("") + "/" + parent.path("name").asString("")
        : "";
  }

  private static Instant since(JsonNode claim) {
    var created = claim.path("metadata").path("creationTimestamp").asString("");
    var since = created.isEmpty() ? claim.path("since").asString("") : created;
    return since.isEmpty() ? Instant.EPOCH : Instant.parse(since);
  }

  /** Takes something for a service; false where another service has it. */
  boolean claim(String what, String owner, Instant now) {
    return store.create(prefix + what, Json.mapper().writeValueAsBytes(form.of(what, owner, now)))
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
    if (stored != null && owner(Json.tree(stored.value())).equals(owner)) {
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
    return !owner(claim).isEmpty() && since(claim).plus(GRACE).isBefore(now) && !isHeld.test(claim);
  }
}
