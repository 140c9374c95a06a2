package io.coxswain.api.apply;

import org.jspecify.annotations.Nullable;

/**
 * The fields one manager owns.
 *
 * @param apiVersion version of the object whose fields these are
 * @param time RFC 3339, when the set was written last; null where that is not known
 */
public record Owned(FieldSet fields, String apiVersion, @Nullable String time) {
  Owned withFields(FieldSet changed) {
    return new Owned(changed, apiVersion, time);
  }

  Owned at(String now) {
    return new Owned(fields, apiVersion, now);
  }
}
