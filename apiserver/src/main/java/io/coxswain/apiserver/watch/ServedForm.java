package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.Conversions;

/** Makes of stored bytes what readers of a version see, still without resourceVersion. */
@FunctionalInterface
interface ServedForm {
  byte[] of(byte[] stored);

  /** Built-in objects are served as they are stored. */
  static ServedForm of(ResourceType type, Conversions conversions) {
    return type.custom() == null ? stored -> stored : stored -> conversions.read(type, stored);
  }
}
