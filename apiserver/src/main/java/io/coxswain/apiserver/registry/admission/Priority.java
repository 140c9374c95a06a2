package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Refusal;
import io.coxswain.apiserver.registry.Trees;
import io.coxswain.apiserver.registry.validation.ClassValidation;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Turns a pod's priority class into its priority. */
public final class Priority implements Admission {
  private static final String CLASSES = "priorityclasses";
  private static final String DEFAULT_POLICY = "PreemptLowerPriority";

  /** Classes that count before the server has written them. */
  private static final Map<String, Integer> SYSTEM = ClassValidation.SYSTEM;

  private final Lookup lookup;

  public Priority(Lookup lookup) {
    this.lookup = lookup;
  }

  @Override
  public @Nullable Refusal mutate(Review review) {
    var pod = review.object();
    if (pod == null || !review.creates("pods")) {
      return null;
    }
    var spec = Trees.child(pod, "spec");
    var priority = 0;
    var policy = DEFAULT_POLICY;
    var name = Trees.text(spec, "priorityClassName");
    var found = name.isEmpty() ? globalDefault() : lookup.find(CLASSES, "", name);
    if (found != null) {
      spec.put("priorityClassName", Trees.name(found));
      priority = found.path("value").asInt(0);
      policy = found.path("preemptionPolicy").asString(DEFAULT_POLICY);
    } else if (SYSTEM.containsKey(name)) {
      priority = SYSTEM.get(name);
    } else if (!name.isEmpty()) {
      return new Refusal.Forbidden("no PriorityClass with name " + name + " was found");
    }
    var given = spec.get("priority");
    if (given != null && given.asInt() != priority) {
      return new Refusal.Forbidden(
          "the integer value of priority ("
              + given.asInt()
              + ") must not be provided in pod spec; priority admission controller computed "
              + priority
              + " from the given PriorityClass name");
    }
    var givenPolicy = Trees.text(spec, "preemptionPolicy");
    if (!givenPolicy.isEmpty() && !givenPolicy.equals(policy)) {
      return new Refusal.Forbidden(
          "the string value of PreemptionPolicy ("
              + givenPolicy
              + ") must not be provided in pod spec; priority admission controller computed "
              + policy
              + " from the given PriorityClass name");
    }
    spec.put("priority", priority);
    spec.put("preemptionPolicy", policy);
    return null;
  }

  /** Only one class may be the default. */
  @Override
  public @Nullable Refusal validate(Review review) {
    var candidate = review.object();
    if (candidate == null
        || !review.call().type().plural().equals(CLASSES)
        || !candidate.path("globalDefault").asBoolean(false)) {
      return null;
    }
    var known = globalDefault();
    return known == null || Trees.name(known).equals(Trees.name(candidate))
        ? null
        : new Refusal.Forbidden(
            "PriorityClass "
                + Trees.name(known)
                + " is already marked as default. Only one default can exist");
  }

  /** Of several defaults the lowest wins, as upstream decides. */
  private @Nullable ObjectNode globalDefault() {
    ObjectNode lowest = null;
    for (var candidate : lookup.all(CLASSES)) {
      if (candidate.path("globalDefault").asBoolean(false)
          && (lowest == null || candidate.path("value").asInt() < lowest.path("value").asInt())) {
        lowest = candidate;
      }
    }
    return lowest;
  }
}
