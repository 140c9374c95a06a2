package io.coxswain.apiserver.registry.validation;

import java.util.HashSet;
import java.util.Set;

/** Projected volumes: several sources in one directory, whose files must not collide. */
final class ProjectionValidation {
  private static final long SHORTEST_TOKEN = 600;
  private static final long LONGEST_TOKEN = 1L << 32;

  private final Value projected;
  private final Errors errors;
  private final Set<String> paths = new HashSet<>();

  ProjectionValidation(Value projected, Errors errors) {
    this.projected = projected;
    this.errors = errors;
  }

  void validate() {
    VolumeSourceValidation.mode(projected.get("defaultMode"), errors);
    for (var source : projected.get("sources").items()) {
      for (var kind : new String[] {"secret", "configMap"}) {
        if (source.has(kind)) {
          keys(source.get(kind));
        }
      }
      if (source.has("downwardAPI")) {
        downward(source.get("downwardAPI"));
      }
      if (source.has("serviceAccountToken")) {
        token(source.get("serviceAccountToken"));
      }
      if (source.size() > 1) {
        errors.forbidden(source, "may not specify more than 1 volume type per source");
      }
    }
  }

  private void keys(Value source) {
    Checks.required(source.get("name"), errors);
    for (var item : source.get("items").items()) {
      VolumeSourceValidation.item(item, errors);
      once(item.get("path").text(), source.get("name").text());
    }
  }

  private void downward(Value source) {
    for (var item : source.get("items").items()) {
      // upstream leaves the index out here
      VolumeSourceValidation.downwardFile(Value.at(source.path(), item.node()), errors);
      once(item.get("path").text(), item.get("path").text());
    }
  }

  private void token(Value token) {
    var seconds = token.get("expirationSeconds");
    if (seconds.number() < SHORTEST_TOKEN) {
      errors.invalid(seconds, seconds.number(), "may not specify a duration less than 10 minutes");
    }
    if (seconds.number() > LONGEST_TOKEN) {
      errors.invalid(seconds, "may not specify a duration larger than 2^32 seconds");
    }
    // upstream names the volume here, not the source
    VolumeSourceValidation.path(
        Value.at(projected.path() + ".path", token.get("path").node()), errors);
  }

  private void once(String path, String shown) {
    if (!path.isEmpty() && !paths.add(path)) {
      errors.invalid(projected, shown, "conflicting duplicate paths");
    }
  }
}
