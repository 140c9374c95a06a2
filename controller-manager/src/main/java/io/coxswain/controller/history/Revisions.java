package io.coxswain.controller.history;

import io.coxswain.api.Json;
import io.coxswain.api.KubernetesObject;
import io.coxswain.api.apps.v1.ControllerRevision;
import io.coxswain.api.core.v1.PodTemplateSpec;
import io.coxswain.api.meta.v1.ObjectMetaBuilder;
import io.coxswain.controller.pod.Owners;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** ControllerRevisions: finding the one of a template, making new ones, forgetting old ones. */
public final class Revisions {
  /** The label by which a pod names its revision. */
  public static final String HASH = "controller-revision-hash";

  private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";

  private Revisions() {}

  /** The newest revision with the content of the template. */
  public static Optional<ControllerRevision> of(
      PodTemplateSpec template, List<ControllerRevision> revisions) {
    var data = data(template);
    return sorted(revisions).reversed().stream()
        .filter(revision -> same(data, revision.data()))
        .findFirst();
  }

  /** Oldest first. */
  public static List<ControllerRevision> sorted(List<ControllerRevision> revisions) {
    return revisions.stream()
        .sorted(
            Comparator.comparing(ControllerRevision::revision)
                .thenComparing(ControllerRevision::name))
        .toList();
  }

  /** The number that the next revision gets. */
  public static long next(List<ControllerRevision> revisions) {
    return revisions.stream().mapToLong(ControllerRevision::revision).max().orElse(0) + 1;
  }

  /** A new revision, named after its owner and a hash of its content and the collision count. */
  public static ControllerRevision create(
      KubernetesObject owner,
      PodTemplateSpec template,
      long revision,
      @Nullable Integer collisionCount) {
    var data = data(template);
    var hash = hash(data, collisionCount);
    Map<String, String> labels = new HashMap<>(template.metadata().labels());
    labels.put(HASH, hash);
    return new ControllerRevision(
        ObjectMetaBuilder.builder()
            .name(owner.name() + "-" + hash)
            .namespace(owner.namespace())
            .labels(labels)
            .ownerReferences(List.of(Owners.controllerReference(owner)))
            .build(),
        data,
        revision);
  }

  /** The template that a revision keeps. */
  public static PodTemplateSpec template(ControllerRevision revision) {
    var data = revision.data();
    if (data == null) {
      throw new IllegalArgumentException("revision " + revision.name() + " has no data");
    }
    return Json.read(data.path("spec").path("template"), PodTemplateSpec.class);
  }

  /** The oldest revisions beyond the limit that nothing refers to. */
  public static List<ControllerRevision> surplus(
      List<ControllerRevision> revisions, Set<String> used, int limit) {
    var unused =
        sorted(revisions).stream().filter(revision -> !used.contains(revision.name())).toList();
    return unused.subList(0, Math.max(0, unused.size() - limit));
  }

  /** Upstream's content: a patch that replaces the template. */
  private static JsonNode data(PodTemplateSpec template) {
    var data = Json.mapper().createObjectNode();
    var tree = Json.tree(template);
    tree.put("$patch", "replace");
    data.putObject("spec").set("template", tree);
    return data;
  }

  /** Compared as records: what the server adds or orders differently does not make a difference. */
  private static boolean same(JsonNode data, @Nullable JsonNode other) {
    return other != null
        && Json.read(data.path("spec").path("template"), PodTemplateSpec.class)
            .equals(Json.read(other.path("spec").path("template"), PodTemplateSpec.class));
  }

  private static String hash(JsonNode data, @Nullable Integer collisionCount) {
    var crc = new CRC32();
    crc.update(Json.text(data).getBytes(StandardCharsets.UTF_8));
    if (collisionCount != null) {
      crc.update(collisionCount.toString().getBytes(StandardCharsets.UTF_8));
    }
    var hash = new StringBuilder();
    for (var character : Long.toString(crc.getValue()).toCharArray()) {
      hash.append(SAFE.charAt(character % SAFE.length()));
    }
    return hash.toString();
  }
}
