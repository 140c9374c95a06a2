package io.coxswain.controller.deployment;

import io.coxswain.api.Json;
import io.coxswain.api.apps.v1.Deployment;
import io.coxswain.api.apps.v1.ReplicaSet;
import io.coxswain.api.core.v1.PodTemplateSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Pod templates: which are the same, and the hash that names a ReplicaSet. */
final class Templates {
  static final String HASH_LABEL = "pod-template-hash";

  /** Without vowels and look-alikes, so that names never spell anything (apimachinery rand). */
  private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";

  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private Templates() {}

  static boolean sameTemplate(ReplicaSet set, Deployment deployment) {
    return withoutHash(set.spec().template()).equals(withoutHash(deployment.spec().template()));
  }

  private static PodTemplateSpec withoutHash(PodTemplateSpec template) {
    var labels = new HashMap<>(template.metadata().labels());
    labels.remove(HASH_LABEL);
    return template.withMetadata(template.metadata().withLabels(labels));
  }

  static Map<String, String> withHash(Map<String, String> labels, String hash) {
    var more = new HashMap<>(labels);
    more.put(HASH_LABEL, hash);
    return more;
  }

  /**
   * FNV-1a of the template's JSON and the collision count, safely encoded. Upstream hashes a Go
   * dump instead, so the figures differ while form and stability are the same.
   */
  static String hash(PodTemplateSpec template, @Nullable Integer collisionCount) {
    var hash = fnv(FNV_OFFSET, Json.bytes(sorted(Json.tree(template))));
    if (collisionCount != null) {
      hash = fnv(hash, ByteBuffer.allocate(4).putInt(collisionCount).array());
    }
    var digits = Integer.toUnsignedString(hash).getBytes(StandardCharsets.US_ASCII);
    var name = new StringBuilder();
    for (var digit : digits) {
      name.append(SAFE.charAt(digit % SAFE.length()));
    }
    return name.toString();
  }

  private static int fnv(int hash, byte[] bytes) {
    for (var b : bytes) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return hash;
  }

  /** Maps have no order: the same template must give the same bytes. */
  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      var array = Json.mapper().createArrayNode();
      node.forEach(element -> array.add(sorted(element)));
      return array;
    }
    if (node.isObject()) {
      var object = Json.mapper().createObjectNode();
      node.propertyNames().stream().sorted().forEach(n -> object.set(n, sorted(node.path(n))));
      return object;
    }
    return node;
  }
}
