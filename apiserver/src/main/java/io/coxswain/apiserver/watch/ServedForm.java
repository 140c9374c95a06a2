package io.coxswain.apiserver.watch;

import io.coxswain.api.schema.ResourceType;
import io.coxswain.apiserver.custom.CustomObjects;

/** Makes of stored bytes what readers of a version see, still without resourceVersion. */
@FunctionalInterface
interface ServedForm {
  byte[] of(byte[] stored);

  /** Built-in objects are served as they are stored. */
  static ServedForm of(ResourceType type) {
    return type.custom() == null ? stored -> stored : stored -> CustomObjects.read(type, stored);
  }
}
