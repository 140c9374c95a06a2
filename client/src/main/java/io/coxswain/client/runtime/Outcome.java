package io.coxswain.client.runtime;

import io.coxswain.api.KubernetesObject;

/** What became of a change of the last plan. Events have none. */
public sealed interface Outcome {
  Change change();

  /** The server did it; {@code object} is what it stored. */
  record Created(Change.Create change, KubernetesObject object) implements Outcome {}

  record Deleted(Change.Delete change) implements Outcome {}

  /**
   * The server said no: quota, validation, a name that is taken.
   *
   * @param code HTTP status
   * @param reason Status reason
   */
  record Refused(Change change, int code, String reason, String message) implements Outcome {
    public boolean alreadyExists() {
      return reason.equals("AlreadyExists");
    }
  }
}
