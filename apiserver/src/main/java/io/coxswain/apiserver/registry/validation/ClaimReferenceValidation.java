package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Device claims of pods: what {@code resourceClaims} names, and how containers refer to it. */
final class ClaimReferenceValidation {
  private ClaimReferenceValidation() {}

  /** The claims of a pod. */
  static void pod(Value claims, Errors errors) {
    Set<String> names = new HashSet<>();
    for (var claim : claims.items()) {
      var name = claim.get("name");
      if (name.text().isEmpty()) {
        errors.required(name);
      } else if (!names.add(name.text())) {
        errors.duplicate(name);
      } else {
        Names.label(name.text()).forEach(error -> errors.invalid(name, error));
      }
      var existing = claim.get("resourceClaimName");
      var template = claim.get("resourceClaimTemplateName");
      if (existing.exists() == template.exists()) {
        errors.invalid(
            Value.at(claim.path(), asUpstreamShows(claim)),
            existing.exists()
                ? "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be"
                    + " specified"
                : "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
      }
      for (var reference : new Value[] {existing, template}) {
        if (reference.exists()) {
          Names.subdomain(reference.text()).forEach(error -> errors.invalid(reference, error));
        }
      }
    }
  }

  /** What a container takes of its pod's claims. */
  static void container(Value used, Value claims, Errors errors) {
    Set<String> known = new TreeSet<>();
    claims.items().forEach(claim -> known.add(claim.get("name").text()));
    known.remove("");
    Set<String> seen = new HashSet<>();
    for (var claim : used.items()) {
      var name = claim.get("name").text();
      if (name.isEmpty()) {
        errors.required(claim);
        continue;
      }
      repeated(claim, name, seen, errors);
      if (!known.contains(name)) {
        errors.notFound(
            Value.at(claim.path(), claim.get("name").node()),
            "must be one of the names in pod.spec.resourceClaims"
                + (known.isEmpty() ? " which is empty" : ": " + String.join(", ", known)));
      }
    }
  }

  /** Reports a request that was taken before; all of a claim counts as each of its requests. */
  private static void repeated(Value claim, String name, Set<String> seen, Errors errors) {
    if (seen.contains(name)) {
      errors.duplicate(claim, Errors.quote(name));
      return;
    }
    var request = claim.get("request");
    var key = name;
    if (!request.text().isEmpty()) {
      Names.label(request.text()).forEach(error -> errors.invalid(request, error));
      key += "/" + request.text();
      if (seen.contains(key)) {
        errors.duplicate(claim, Errors.quote(key));
      }
    } else {
      seen.stream()
          .filter(other -> other.startsWith(name + "/"))
          .forEach(other -> errors.duplicate(claim, Errors.quote(name)));
    }
    seen.add(key);
  }

  /** The claim by the names of upstream's unversioned type, with all fields. */
  private static JsonNode asUpstreamShows(Value claim) {
    var shown = JsonNodeFactory.instance.objectNode();
    shown.put("Name", claim.get("name").text());
    for (var field : new String[] {"resourceClaimName", "resourceClaimTemplateName"}) {
      var value = claim.get(field);
      shown.set(
          Character.toUpperCase(field.charAt(0)) + field.substring(1),
          value.exists() ? value.node() : JsonNodeFactory.instance.nullNode());
    }
    return shown;
  }
}
