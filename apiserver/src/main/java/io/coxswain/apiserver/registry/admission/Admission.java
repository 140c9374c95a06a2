package io.coxswain.apiserver.registry.admission;

import io.coxswain.apiserver.registry.Call;
import io.coxswain.apiserver.registry.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One admission plugin under upstream's name. Objects are changed in place by {@link #mutate}. */
public interface Admission {

  /** What the request does. */
  enum Operation {
    CREATE,
    UPDATE,
    DELETE,
    /** Only webhooks and policies are asked about connections. */
    CONNECT
  }

  /**
   * One write to be admitted.
   *
   * @param object what is to be written; null for deletions
   * @param old what is there; null for creations
   */
  record Review(
      Call call, Operation operation, @Nullable ObjectNode object, @Nullable ObjectNode old) {

    /** Whether it creates an object of a core kind itself, not of a subresource. */
    public boolean creates(String resource) {
      return operation == Operation.CREATE && isAbout(resource) && call.subresource().isEmpty();
    }

    /** Whether it creates an object of any kind itself, not of a subresource. */
    public boolean creates(String group, String resource) {
      return operation == Operation.CREATE
          && call.type().group().equals(group)
          && call.type().plural().equals(resource)
          && call.subresource().isEmpty();
    }

    public boolean isAbout(String resource) {
      return call.type().group().isEmpty() && call.type().plural().equals(resource);
    }
  }

  /** What upstream calls it. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Fills in the object; a refusal ends the request. */
  default @Nullable Refusal mutate(Review review) {
    return null;
  }

  /** Has the last word on an object that is otherwise ready to be stored. */
  default @Nullable Refusal validate(Review review) {
    return null;
  }
}
