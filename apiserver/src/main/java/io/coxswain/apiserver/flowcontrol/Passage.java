package io.coxswain.apiserver.flowcontrol;

/** One request's way through flow control. For any thread. */
public interface Passage {
  /** Where the request is. */
  enum State {
    WAITING,
    EXECUTING,
    REFUSED
  }

  /** As {@link FlowControl#begin} left it. */
  State state();

  /** The request has been served, or gives up waiting; only the first call counts. */
  void end();

  /**
   * Gives up waiting because it took too long.
   *
   * @return false where the request has got its seats in the meantime
   */
  boolean expire();

  /** UID of the flow schema; empty where it is no object. */
  String schemaUid();

  /** UID of the priority level; empty where it is no object. */
  String levelUid();

  /** Whether the answer names schema and level. */
  boolean isClassified();
}
