package io.coxswain.apiserver.registry;

import io.coxswain.apiserver.registry.strategy.Strategy;
import io.coxswain.apiserver.registry.validation.FieldError;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the server itself writes into objects: system fields, and parts an endpoint may not touch.
 */
final class Preparation {
  /** Upstream leaves out vowels and what looks like them, so that no words come about. */
  private static final String SUFFIX_CHARACTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;
  private static final int MAX_GENERATED_NAME = 63;

  private final RandomGenerator random;

  Preparation(RandomGenerator random) {
    this.random = random;
  }

  /** The path decides; a body may repeat it but not contradict it. */
  @Nullable Refusal checkNames(Call call, ObjectNode object) {
    var metadata = Trees.metadata(object);
    if (!call.name().isEmpty()) {
      var name = Trees.text(metadata, "name");
      if (name.isEmpty()) {
        metadata.put("name", call.name());
      } else if (!name.equals(call.name())) {
        return new Refusal.BadRequest(
            "the name of the object ("
                + name
                + ") does not match the name on the URL ("
                + call.name()
                + ")");
      }
    }
    if (!call.type().namespaced()) {
      metadata.remove("namespace");
      return null;
    }
    var namespace = Trees.text(metadata, "namespace");
    if (namespace.isEmpty()) {
      metadata.put("namespace", call.namespace());
    } else if (!namespace.equals(call.namespace())) {
      return new Refusal.BadRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    return null;
  }

  /** Takes away from a new object what only the server writes, before anybody sees it. */
  @Nullable Refusal wipe(ObjectNode object) {
    var metadata = Trees.metadata(object);
    if (!Trees.text(metadata, "resourceVersion").isEmpty()
        && !Trees.text(metadata, "resourceVersion").equals("0")) {
      return new Refusal.BadRequest("resourceVersion should not be set on objects to be created");
    }
    metadata.remove(
        List.of(
            "resourceVersion",
            "selfLink",
            "uid",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation"));
    return null;
  }

  /** Completes a new object that admission has changed. */
  @Nullable Refusal create(Call call, ObjectNode object, Strategy strategy) {
    wipe(object); // what admission wrote there counts for nothing
    var metadata = Trees.metadata(object);
    var generateName = Trees.text(metadata, "generateName");
    if (Trees.text(metadata, "name").isEmpty() && !generateName.isEmpty()) {
      metadata.put("name", generate(generateName));
    }
    metadata.put("uid", Uids.next(random));
    metadata.put("creationTimestamp", Trees.time(call.now()));
    if (strategy.countsGenerations()) {
      metadata.put("generation", 1);
    }
    strategy.prepareForCreate(object, call);
    return null;
  }

  /** A fresh name for another attempt. */
  void regenerate(ObjectNode object) {
    var metadata = Trees.metadata(object);
    metadata.put("name", generate(Trees.text(metadata, "generateName")));
  }

  /** The optimistic lock: what the client saw must be what is there. */
  @Nullable Refusal checkVersion(Call call, ObjectNode object, ObjectNode old, Strategy strategy) {
    var uid = Trees.meta(object, "uid");
    if (!uid.isEmpty() && !uid.equals(Trees.meta(old, "uid"))) {
      return differentUid(call.key(Trees.name(old)), uid, Trees.meta(old, "uid"));
    }
    var version = Trees.meta(object, "resourceVersion");
    if (version.isEmpty() || version.equals("0")) {
      return strategy.updatesUnconditionally()
          ? null
          : new Refusal.Invalid(
              Trees.name(object),
              List.of(
                  new FieldError(
                      FieldError.Type.INVALID,
                      "metadata.resourceVersion",
                      "Invalid value: 0: must be specified for an update")));
    }
    return version.equals(Trees.meta(old, "resourceVersion"))
        ? null
        : new Refusal.Conflict(Refusal.MODIFIED);
  }

  /** The object has the name of the one that is meant, but is another. */
  static Refusal differentUid(String key, String wanted, String found) {
    return new Refusal.Conflict(
        "StorageError: invalid object, Code: 4, Key: "
            + key
            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
            + wanted
            + ", UID in object meta: "
            + found);
  }

  @Nullable Refusal update(Call call, ObjectNode object, ObjectNode old, Strategy strategy) {
    var metadata = Trees.metadata(object);
    var before = Trees.metadata(old);
    metadata.remove("selfLink");
    metadata.set("resourceVersion", before.get("resourceVersion"));
    for (var field : List.of("uid", "creationTimestamp", "generateName")) {
      if (!metadata.has(field)) {
        Trees.put(metadata, field, before.get(field));
      }
    }
    for (var field : List.of("generation", "deletionTimestamp", "deletionGracePeriodSeconds")) {
      Trees.put(metadata, field, before.get(field));
    }
    if (Subresources.STATUS_PARTS.contains(call.subresource())) {
      keepAllButStatus(object, old, strategy.metadataApartFromStatus());
      strategy.prepareForStatusUpdate(object, old, call);
    } else if (Subresources.POD_PARTS.contains(call.subresource())) {
      keepAllButPart(call.subresource(), object, old);
    } else {
      if (strategy.hasStatus()) {
        Trees.put(object, "status", old.get("status"));
      }
      strategy.prepareForUpdate(object, old, call);
    }
    return null;
  }

  @Nullable Refusal countGeneration(ObjectNode object, ObjectNode old, Strategy strategy) {
    if (strategy.countsGenerations() && strategy.isNewGeneration(object, old)) {
      var metadata = Trees.metadata(object);
      Trees.put(metadata, "generation", metadata.path("generation").asLong(0) + 1);
    }
    return null;
  }

  private static void keepAllButStatus(ObjectNode object, ObjectNode old, List<String> kept) {
    var status = object.get("status");
    var metadata = Trees.metadata(object);
    var before = Trees.metadata(old);
    for (var field : List.of("name", "generateName")) {
      Trees.put(metadata, field, before.get(field));
    }
    for (var field : kept) {
      Trees.put(metadata, field, before.get(field));
    }
    object.removeAll();
    for (var entry : old.properties()) {
      switch (entry.getKey()) {
        case "metadata" -> object.set("metadata", metadata);
        case "status" -> {}
        default -> object.set(entry.getKey(), entry.getValue());
      }
    }
    Trees.put(object, "status", status);
  }

  /** Takes only ephemeral containers, or only resources, from what the client sent. */
  private static void keepAllButPart(String subresource, ObjectNode pod, ObjectNode old) {
    var sent = Trees.child(pod, "spec").deepCopy();
    var owners = Trees.metadata(pod).get("managedFields");
    pod.removeAll();
    pod.setAll(old.deepCopy());
    Trees.put(Trees.metadata(pod), "managedFields", owners);
    var spec = Trees.child(pod, "spec");
    if (subresource.equals("ephemeralcontainers")) {
      Trees.put(spec, "ephemeralContainers", sent.get("ephemeralContainers"));
      return;
    }
    for (var list : List.of("containers", "initContainers")) {
      for (var i = 0; i < spec.path(list).size(); i++) {
        var container = (ObjectNode) spec.path(list).get(i);
        var counterpart = sent.path(list).get(i);
        if (counterpart != null
            && Trees.text(counterpart, "name").equals(Trees.text(container, "name"))) {
          Trees.put(container, "resources", counterpart.get("resources"));
        }
      }
    }
  }

  private String generate(String prefix) {
    var longest = MAX_GENERATED_NAME - SUFFIX_LENGTH;
    var name = new StringBuilder(prefix.length() > longest ? prefix.substring(0, longest) : prefix);
    for (var i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(SUFFIX_CHARACTERS.charAt(random.nextInt(SUFFIX_CHARACTERS.length())));
    }
    return name.toString();
  }
}
