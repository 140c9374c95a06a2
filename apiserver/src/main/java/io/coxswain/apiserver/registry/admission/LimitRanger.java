package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills in what a namespace's limit ranges say of containers, and holds pods and claims to them.
 */
public final class LimitRanger implements Admission {
  private static final String ANNOTATION = "kubernetes.io/limit-ranger";

  private final Lookup lookup;

  public LimitRanger(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var pod = review.object();
    if (pod != null && review.creates("pods")) {
      for (var range : rangesOf(review)) {
        for (var limit : range.path("spec").path("limits")) {
          if (Trees.text(limit, "type").equals("Container")) {
            fillIn(pod, limit);
          }
        }
      }
    }
    return null;
  }

  @Override
  public @Nullable Refusal validate(Review review) {
    var object = review.object();
    var isPod = review.creates("pods");
    var isClaim = review.isAbout("persistentvolumeclaims") && review.call().subresource().isEmpty();
    if (object == null || !isPod && !isClaim) {
      return null;
    }
    for (var range : rangesOf(review)) {
      var errors = new ArrayList<String>();
      for (var limit : range.path("spec").path("limits")) {
        errors.addAll(isPod ? LimitRules.pod(object, limit) : LimitRules.claim(object, limit));
      }
      if (!errors.isEmpty()) {
        return new Refusal.Forbidden(
            errors.size() == 1 ? errors.getFirst() : "[" + String.join(", ", errors) + "]");
      }
    }
    return null;
  }

  private List<ObjectNode> rangesOf(Review review) {
    var ranges = new ArrayList<ObjectNode>(0);
    for (var range : lookup.all("limitranges")) {
      if (Trees.meta(range, "namespace").equals(review.call().namespace())) {
        ranges.add(range);
      }
    }
    return ranges;
  }

  private static void fillIn(ObjectNode pod, JsonNode limit) {
    var notes = new ArrayList<String>();
    var spec = Trees.child(pod, "spec");
    for (var list : List.of("containers", "initContainers")) {
      for (var container : spec.path(list)) {
        if (container instanceof ObjectNode object) {
          var what = (list.equals("containers") ? "container " : "init container ");
          var name = what + Trees.text(container, "name");
          note(notes, missing(object, "requests", limit.path("defaultRequest")), "request", name);
          note(notes, missing(object, "limits", limit.path("default")), "limit", name);
        }
      }
    }
    if (!notes.isEmpty()) {
      Trees.child(Trees.metadata(pod), "annotations")
          .put(ANNOTATION, "LimitRanger plugin set: " + String.join("; ", notes));
    }
  }

  private static void note(List<String> notes, List<String> set, String what, String container) {
    if (!set.isEmpty()) {
      notes.add(String.join(", ", set) + " " + what + " for " + container);
    }
  }

  /** Puts in what is not given, and says what that was. */
  private static List<String> missing(ObjectNode container, String part, JsonNode defaults) {
    var set = new ArrayList<String>();
    for (var entry : defaults.properties()) {
      var given = Trees.child(Trees.child(container, "resources"), part);
      if (!given.has(entry.getKey())) {
        given.set(entry.getKey(), entry.getValue());
        set.add(entry.getKey());
      }
    }
    set.sort(String::compareTo);
    return set;
  }
}
