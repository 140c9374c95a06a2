package io.coxswain.scheduler;

import io.coxswain.scheduler.framework.Diagnosis;

/** Where a pod goes, or why it goes nowhere. */
public sealed interface Decision {
  record Assign(String nodeName) implements Decision {}

  /**
   * @param message upstream's text of the FailedScheduling event
   */
  record Unschedulable(String message, Diagnosis diagnosis) implements Decision {}
}
